package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Challenges;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.Eventually;
import org.acme.fixture.HeldRequests;
import org.acme.fixture.OwnLogin;
import org.acme.fixture.RawHttp;
import org.acme.fixture.Sql;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.RateLimited;
import org.acme.shared.Route;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Exceeds each rate limit of each operation. The requests are incomplete, because rate limits count every request and
 * complete ones would hash passwords. GraphQL shares these limits, see {@link Api04GraphQlTest}.
 */
@Tag("API4")
@QuarkusTest
class Api04OperationLimitsTest {

    /** The operations with rate limits of their own, in one row for each policy. */
    enum Limit {
        LOGIN_BY_ADDRESS("POST /api/v1/auth/login", "login-address", 10, 60, Per.ADDRESS),
        LOGIN_BY_ACCOUNT("POST /api/v1/auth/login", "login-account", 5, 60, Per.ACCOUNT),
        REFRESH("POST /api/v1/auth/refresh", "refresh", 30, 60, Per.SESSION),
        REAUTHENTICATION("POST /api/v1/auth/reauthenticate", "reauthenticate", 10, 60, Per.CALLER),
        REGISTRATION_BY_ADDRESS("POST /api/v1/auth/register", "register", 5, 3_600, Per.ADDRESS),
        REGISTRATION_BY_ACCOUNT("POST /api/v1/auth/register", "register-account", 3, 3_600, Per.ACCOUNT),
        PASSWORD_RESET_BY_ADDRESS("POST /api/v1/auth/password-reset", "password-reset-address", 10, 3_600, Per.ADDRESS),
        PASSWORD_RESET_BY_ACCOUNT("POST /api/v1/auth/password-reset", "password-reset-account", 3, 3_600, Per.ACCOUNT),
        PASSWORD_CHANGE("POST /api/v1/users/me/password", "reauthenticate", 10, 60, Per.CALLER),
        TOTP_CONFIRMATION("POST /api/v1/users/me/totp/confirm", "otp", 10, 60, Per.CALLER),
        USER_LIST("GET /api/v1/users", "user-list", 60, 60, Per.CALLER),
        USER_CREATION("POST /api/v1/users", "user-create", 10, 60, Per.CALLER),
        RENAMING("PATCH /api/v1/users/me", "rename", 30, 3_600, Per.CALLER),
        EXPORT("GET /api/v1/reports/export", "export", 10, 60, Per.CALLER);

        final String operation;
        final String policy;
        final int max;
        final int seconds;
        final Per per;

        Limit(String operation, String policy, int max, int seconds, Per per) {
            this.operation = operation;
            this.policy = policy;
            this.max = max;
            this.seconds = seconds;
            this.per = per;
        }

        String method() {
            return operation.split(" ")[0];
        }

        String path() {
            return operation.split(" ")[1];
        }
    }

    /**
     * A client of a limited operation.
     *
     * @param address null for the address of all other tests
     * @param caller null without credentials
     * @param named the account or session that its requests name
     */
    private record Client(String address, Actor caller, String named) {

        private static final String ANOTHER_ADDRESS = "127.0.30.9";

        static Client of(Per per) {
            return new Client(null, per == Per.CALLER ? Actors.editor() : null, newName());
        }

        private static String newName() {
            return UUID.randomUUID().toString();
        }

        /** A client that has nothing but the key of the policy in common with this one. */
        Client withOnlyTheSame(Per key) {
            return switch (key) {
                case ADDRESS -> new Client(address, Actors.editor(), newName());
                case CALLER -> new Client(ANOTHER_ADDRESS, Actors.again(caller), newName());
                default -> new Client(ANOTHER_ADDRESS, Actors.editor(), named);
            };
        }

        /** A client that differs from this one in nothing but the key of the policy. */
        Client withOnlyAnother(Per key) {
            return switch (key) {
                case ADDRESS -> new Client(ANOTHER_ADDRESS, caller, named);
                case CALLER -> new Client(address, Actors.editor(), named);
                default -> new Client(address, caller, newName());
            };
        }

        Response send(Limit limit) {
            String body = body(limit);
            return address == null ? fromHere(limit, body) : fromAnotherAddress(limit, body);
        }

        /** The limits of addresses are attacked with another account in each request. */
        private String body(Limit limit) {
            return switch (limit.per) {
                case ADDRESS -> "{\"email\":\"" + newName() + "@example.com\"}";
                case ACCOUNT -> "{\"email\":\"" + named + "@example.com\"}";
                case SESSION -> "{\"refreshToken\":\"" + named + "." + newName() + "\"}";
                default -> limit.method().equals("GET") ? "" : "{}";
            };
        }

        private Response fromHere(Limit limit, String body) {
            RequestSpecification request = caller == null ? Actors.anonymous() : caller.calling();
            if (!body.isEmpty()) {
                request.contentType(ContentType.JSON).body(body);
            }
            return request.basePath("").request(limit.method(), limit.path());
        }

        private Response fromAnotherAddress(Limit limit, String body) {
            List<String> headers = new ArrayList<>();
            if (caller != null) {
                headers.add("Authorization: Bearer " + caller.token());
            }
            if (!body.isEmpty()) {
                headers.add("Content-Type: application/json");
                headers.add("Content-Length: " + body.length());
            }
            return RawHttp.send(
                    address,
                    new InetSocketAddress("127.0.0.1", RestAssured.port),
                    RawHttp.request(limit.method(), limit.path(), headers.toArray(String[]::new)) + body);
        }
    }

    /** A client that has sent as many requests as the limit admits. */
    private static Client exhausted(Limit limit) {
        Client client = Client.of(limit.per);
        for (int i = 0; i < limit.max; i++) {
            assertAdmitted(client.send(limit));
        }
        return client;
    }

    private static void assertAdmitted(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isIn(200, 400, 401, 403);
    }

    private static void assertRefused(Response response, Limit limit) {
        assertProblem(response, 429, "rate-limited");
        String policy = "\"" + limit.policy + "\"";
        assertThat(response.header("RateLimit-Policy")).isEqualTo(policy + ";q=" + limit.max + ";w=" + limit.seconds);
        assertThat(response.header("RateLimit")).startsWith(policy + ";r=0;");
        assertThat(Integer.parseInt(response.header("Retry-After"))).isBetween(1, limit.seconds);
    }

    @Test
    void every_operation_with_rate_limits_of_its_own_is_in_the_table() {
        Map<String, Set<String>> table = new TreeMap<>();
        for (Limit limit : Limit.values()) {
            table.computeIfAbsent(limit.operation, first -> new TreeSet<>()).add(limit.policy);
        }
        Map<String, Set<String>> declared = new TreeMap<>();
        for (Route route : Route.all()) {
            RateLimited limits = limits(route.operation());
            if (limits != null) {
                declared.put(route.method() + " " + route.path(), Set.of(limits.value()));
            }
        }
        assertThat(declared).isEqualTo(table);
    }

    private static RateLimited limits(Method operation) {
        if (operation == null) {
            return null;
        }
        RateLimited own = operation.getAnnotation(RateLimited.class);
        return own != null ? own : operation.getDeclaringClass().getAnnotation(RateLimited.class);
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void request_beyond_a_rate_limit_of_its_operation_is_refused_whatever_else_the_client_changes(Limit limit) {
        Client client = exhausted(limit);
        assertRefused(client.send(limit), limit);
        assertRefused(client.withOnlyTheSame(limit.per).send(limit), limit);
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void exhausted_rate_limit_of_an_operation_does_not_affect_other_clients(Limit limit) {
        Client client = exhausted(limit);
        assertAdmitted(client.withOnlyAnother(limit.per).send(limit));
        assertRefused(client.send(limit), limit);
    }

    /** The requests end, and are counted, while a worker has begun them and nothing has been decided. */
    @Test
    @OwnLogin
    void clients_that_disconnect_before_the_decision_do_not_exceed_the_limit() throws IOException {
        Limit limit = Limit.REGISTRATION_BY_ADDRESS;
        String name = UUID.randomUUID().toString();
        List<String> registrations = IntStream.range(0, 2 * limit.max)
                .mapToObj(i ->
                        "{\"email\":\"%s-%s@example.com\",\"displayName\":\"Dora\",\"password\":\"%s\",\"challenge\":\"%s\"}"
                                .formatted(name, i, Actors.PASSWORD, Challenges.solved()))
                .toList();
        EmptyWindows.letThemPass();
        HeldRequests.begin();
        List<Socket> clients = new ArrayList<>();
        for (String registration : registrations) {
            Socket client = new Socket("localhost", RestAssured.port);
            clients.add(client);
            String head = RawHttp.request(
                    limit.method(),
                    limit.path(),
                    HeldRequests.HEADER + ": yes",
                    "Content-Type: application/json",
                    "Content-Length: " + registration.length());
            client.getOutputStream().write((head + registration).getBytes(StandardCharsets.US_ASCII));
        }
        Eventually.holds(() -> assertThat(HeldRequests.held()).isEqualTo(registrations.size()));
        for (Socket client : clients) {
            client.setSoLinger(true, 0);
            client.close();
        }
        Eventually.holds(() -> assertRefused(new Client(null, null, name).send(limit), limit));
        HeldRequests.release();
        Eventually.holds(() -> assertThat(HeldRequests.finished()).isEqualTo(registrations.size()));
        assertThat(Sql.column("select count(*) from registrations where email like ?", name + "%")
                        .strip())
                .isEqualTo("0");
    }
}
