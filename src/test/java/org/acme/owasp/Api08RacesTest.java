package org.acme.owasp;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.GraphQl;
import org.acme.fixture.Hooks;
import org.acme.fixture.LogLines;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.fixture.Tokens;
import org.acme.security.crypto.SecretTokens;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs operations in parallel. Each response has a status that the OpenAPI document lists for its operation, and never
 * 500.
 */
@Tag("API8")
@QuarkusTest
class Api08RacesTest {

    private static final int ROUNDS = 4;
    private static final int THREADS_PER_OPERATION = 4;

    /** Operations on the same new objects, which run in parallel. */
    record Race(String name, Supplier<List<Supplier<Response>>> operations) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Race race(String name, Supplier<List<Supplier<Response>>> operations) {
        return new Race(name, operations);
    }

    private static Map<String, String> text() {
        return Map.of("title", "Raced", "body", "The text.", "visibility", "INTERNAL");
    }

    private static Response revise(Actor actor, String report) {
        return actor.revises(report, "*", "Raced");
    }

    private static Response deleteUser(Actor user) {
        return Actors.admin().delete("/users/" + user.id());
    }

    private static Map<String, Object> apiKey() {
        return Map.of(
                "name",
                "robot",
                "permissions",
                List.of("reports:read"),
                "expiresAt",
                Instant.now().plus(Duration.ofDays(7)).toString());
    }

    /** An editor with a draft. */
    private record Author(Actor user, String report) {

        static Author withDraft() {
            Actor user = Actors.editor();
            return new Author(user, user.writesPrivately());
        }

        static Author withPublished() {
            Actor user = Actors.editor();
            return new Author(user, user.publishes("Published"));
        }

        String path() {
            return "/reports/" + report;
        }

        Response post(String operation) {
            return user.post(path() + "/" + operation, "");
        }

        Response share(Actor with, String access) {
            return user.put(path() + "/shares/" + with.id(), Map.of("access", access));
        }

        Response unshare(Actor with) {
            return user.delete(path() + "/shares/" + with.id());
        }
    }

    private static Response publishOverGraphQl(Author author) {
        return GraphQl.ask(author.user, "mutation { publishReport(id: \"" + author.report + "\") { id } }");
    }

    private static Response createOverGraphQl(Actor user) {
        return GraphQl.ask(
                user, "mutation { createReport(report: {title: \"T\", body: \"\", visibility: PRIVATE}) { id } }");
    }

    private static Response reviseOverGraphQl(Author author) {
        return GraphQl.ask(
                author.user,
                "mutation { reviseReport(id: \"" + author.report
                        + "\", version: 0, report: {title: \"T\", body: \"\", visibility: PRIVATE}) { id } }");
    }

    static Stream<Race> reports() {
        return Stream.of(
                race("delete a report, twice", () -> {
                    Author author = Author.withDraft();
                    return List.of(() -> author.user.delete(author.path()));
                }),
                race("delete and change a report", () -> {
                    Author author = Author.withDraft();
                    return List.of(
                            () -> author.user.delete(author.path()),
                            () -> revise(author.user, author.report),
                            () -> reviseOverGraphQl(author));
                }),
                race("change a report, twice", () -> {
                    Author author = Author.withDraft();
                    return List.of(
                            () -> author.user.revises(author.report, "\"0\"", "Raced"),
                            () -> reviseOverGraphQl(author));
                }),
                race("publish a report, twice", () -> {
                    Author author = Author.withDraft();
                    Hooks.registeredBy(author.user); // webhook-only
                    return List.of(() -> author.post("publish"), () -> publishOverGraphQl(author));
                }),
                race("publish and delete a report", () -> {
                    Author author = Author.withDraft();
                    Hooks.registeredBy(author.user); // webhook-only
                    return List.of(
                            () -> author.post("publish"),
                            () -> publishOverGraphQl(author),
                            () -> author.user.delete(author.path()));
                }),
                race("publish and archive a report", () -> {
                    Author author = Author.withDraft();
                    return List.of(() -> author.post("publish"), () -> author.post("archive"));
                }),
                race("archive and change a report", () -> {
                    Author author = Author.withPublished();
                    return List.of(() -> author.post("archive"), () -> revise(author.user, author.report));
                }),
                race("moderate and delete a report", () -> {
                    Author author = Author.withPublished();
                    return List.of(
                            () -> Actors.admin()
                                    .put(author.path() + "/moderation-note", Map.of("moderationNote", "Raced")),
                            () -> author.user.delete(author.path()));
                }),
                race("read, list and delete a report", () -> {
                    Author author = Author.withPublished();
                    Actor reader = Actors.viewer();
                    return List.of(
                            () -> reader.get(author.path()),
                            () -> reader.get("/reports"),
                            () -> author.user.get(author.path() + "/shares"),
                            () -> author.user.delete(author.path()));
                }),
                race("share and delete a report", () -> {
                    Author author = Author.withDraft();
                    Actor reader = Actors.viewer();
                    return List.of(() -> author.share(reader, "READ"), () -> author.user.delete(author.path()));
                }),
                race("share a report with one user, twice", () -> {
                    Author author = Author.withDraft();
                    Actor reader = Actors.viewer();
                    return List.of(() -> author.share(reader, "READ"), () -> author.share(reader, "WRITE"));
                }),
                race("share and unshare a report", () -> {
                    Author author = Author.withDraft();
                    Actor reader = Actors.viewer();
                    return List.of(() -> author.share(reader, "READ"), () -> author.unshare(reader));
                }),
                race("unshare and change as a sharer", () -> {
                    Author author = Author.withDraft();
                    Actor writer = Actors.editor();
                    author.share(writer, "WRITE");
                    return List.of(() -> author.unshare(writer), () -> revise(writer, author.report));
                }));
    }

    static Stream<Race> withADeletedUser() {
        return Stream.of(
                race("share a report with a user that is deleted", () -> {
                    Author author = Author.withDraft();
                    Actor reader = Actors.viewer();
                    return List.of(() -> author.share(reader, "READ"), () -> deleteUser(reader));
                }),
                race("change and end the share of a user that is deleted", () -> {
                    Author author = Author.withDraft();
                    Actor reader = Actors.viewer();
                    author.share(reader, "READ");
                    return List.of(
                            () -> author.share(reader, "WRITE"),
                            () -> author.unshare(reader),
                            () -> deleteUser(reader));
                }),
                race("create reports as a user that is deleted", () -> {
                    Actor user = Actors.editor();
                    return List.of(
                            () -> user.post("/reports", text()),
                            () -> user.calling()
                                    .header("Idempotency-Key", UUID.randomUUID())
                                    .contentType("application/json")
                                    .body(text())
                                    .post("/reports"),
                            () -> createOverGraphQl(user),
                            () -> deleteUser(user));
                }),
                race("work on a report as a user that is deleted", () -> {
                    Author author = Author.withDraft();
                    return List.of(
                            () -> revise(author.user, author.report),
                            () -> author.post("publish"),
                            () -> author.user.delete(author.path()),
                            () -> deleteUser(author.user));
                }),
                race("create secrets as a user that is deleted", () -> {
                    Actor user = Actors.editor();
                    return List.of(
                            () -> user.post("/api-keys", apiKey()),
                            () -> Hooks.register(user, Hooks.lastingUrl()), // webhook-only
                            () -> deleteUser(user));
                }),
                race("delete secrets of a user that is deleted", () -> {
                    Actor user = Actors.editor();
                    user.makesApiKey("reports:read");
                    String key = user.get("/api-keys").path("items[0].id");
                    String webhook = Hooks.registeredBy(user); // webhook-only
                    return List.of(
                            () -> user.delete("/api-keys/" + key),
                            () -> user.delete("/webhooks/" + webhook), // webhook-only
                            () -> deleteUser(user));
                }),
                race("rename and enrol a second factor as a user that is deleted", () -> {
                    Actor user = Actors.editor();
                    return List.of(
                            () -> user.patch("/users/me", Map.of("displayName", "Raced")),
                            () -> user.post("/users/me/totp", ""),
                            () -> user.delete("/users/me/totp"),
                            () -> deleteUser(user));
                }),
                race("confirm a second factor as a user that is deleted", () -> {
                    Actor user = Actors.editor();
                    String code = Authenticator.pendingOf(user).code();
                    return List.of(
                            () -> user.post("/users/me/totp/confirm", Map.of("otp", code)), () -> deleteUser(user));
                }),
                race("use sessions of a user that is deleted", () -> {
                    Actor user = Actors.editor();
                    Response login = Actors.logIn(user.email(), Actors.PASSWORD);
                    String token = login.path("refreshToken");
                    Actor again = Actors.again(user);
                    Actor other = Actors.again(user);
                    return List.of(
                            () -> Actors.post("/auth/refresh", Map.of("refreshToken", token)),
                            () -> again.delete("/auth/sessions"),
                            () -> other.post("/auth/logout", ""),
                            () -> deleteUser(user));
                }),
                race("log in and change the password as a user that is deleted", () -> {
                    Actor user = Actors.editor();
                    return List.of(
                            () -> Actors.logIn(user.email(), Actors.PASSWORD),
                            () -> user.post("/auth/reauthenticate", Map.of("password", Actors.PASSWORD)),
                            () -> user.post(
                                    "/users/me/password",
                                    Map.of(
                                            "currentPassword",
                                            Actors.PASSWORD,
                                            "newPassword",
                                            "another long dev password")),
                            () -> deleteUser(user));
                }),
                race("export reports as a user that is deleted", () -> {
                    Actor user = Actors.editor();
                    return List.of(() -> user.get("/reports/export"), () -> deleteUser(user));
                }),
                race("change and delete a user", () -> {
                    Actor user = Actors.editor();
                    return List.of(
                            () -> Actors.admin().patch("/users/" + user.id(), Map.of("role", "viewer")),
                            () -> Actors.admin().patch("/users/" + user.id(), Map.of("status", "DISABLED")),
                            () -> Actors.admin().get("/users/" + user.id()),
                            () -> deleteUser(user));
                }));
    }

    static Stream<Race> others() {
        return Stream.of(
                race("create a user with one e-mail, twice", () -> {
                    Map<String, String> account = Actors.account(UUID.randomUUID() + "@example.com", "viewer");
                    return List.of(() -> Actors.admin().post("/users", account));
                }),
                race("revoke an API key, twice, and use it", () -> {
                    Actor user = Actors.editor();
                    String key = user.makesApiKey("reports:read");
                    String id = user.get("/api-keys").path("items[0].id");
                    return List.of(
                            () -> user.delete("/api-keys/" + id),
                            () -> Actors.anonymous().header("X-API-Key", key).get("/reports"));
                }),
                // webhook-only:begin
                race("delete a webhook, twice, and publish", () -> {
                    Author author = Author.withDraft();
                    String webhook = Hooks.registeredBy(author.user);
                    return List.of(
                            () -> author.user.delete("/webhooks/" + webhook),
                            () -> author.user.get("/webhooks/" + webhook + "/deliveries"),
                            () -> author.post("publish"));
                }),
                // webhook-only:end
                race("revise a setting that was never revised, twice", () -> {
                    Sql.run("delete from settings");
                    return List.of(
                            () -> Actors.admin().put("/settings/app.flow.export.daily", Map.of("value", 20)),
                            () -> Actors.admin().get("/settings"));
                }),
                race("enrol the first second factor, twice", () -> {
                    Actor user = Actors.editor();
                    return List.of(() -> user.post("/users/me/totp", ""));
                }),
                race("confirm a second factor, twice", () -> {
                    Actor user = Actors.editor();
                    String code = Authenticator.pendingOf(user).code();
                    return List.of(() -> user.post("/users/me/totp/confirm", Map.of("otp", code)));
                }),
                race("enrol, confirm and remove a second factor", () -> {
                    Actor user = Actors.editor();
                    String code = Authenticator.pendingOf(user).code();
                    return List.of(
                            () -> user.post("/users/me/totp", ""),
                            () -> user.post("/users/me/totp/confirm", Map.of("otp", code)),
                            () -> user.delete("/users/me/totp"));
                }),
                race("revoke a session, twice, and refresh it", () -> {
                    Actor user = Actors.editor();
                    Response login = Actors.logIn(user.email(), Actors.PASSWORD);
                    String token = login.path("refreshToken");
                    String session = Tokens.claim(login.path("accessToken"), "sid");
                    return List.of(
                            () -> user.delete("/auth/sessions/" + session),
                            () -> user.delete("/auth/sessions"),
                            () -> Actors.post("/auth/refresh", Map.of("refreshToken", token)));
                }),
                race("log out, twice, and authenticate again", () -> {
                    Actor user = Actors.editor();
                    return List.of(
                            () -> user.post("/auth/logout", ""),
                            () -> user.post("/auth/reauthenticate", Map.of("password", Actors.PASSWORD)));
                }),
                race("rename a user, by itself and by an administrator", () -> {
                    Actor user = Actors.editor();
                    return List.of(() -> user.patch("/users/me", Map.of("displayName", "Raced")), () -> Actors.admin()
                            .patch("/users/" + user.id(), Map.of("displayName", "Raced")));
                }),
                race("change a password, twice", () -> {
                    Actor user = Actors.editor();
                    Map<String, String> change =
                            Map.of("currentPassword", Actors.PASSWORD, "newPassword", "another long dev password");
                    return List.of(() -> user.post("/users/me/password", change));
                }));
    }

    /** Creates a password reset token as a mail to this user would contain it. */
    private static String resetToken(Actor user) {
        String token = SecretTokens.random();
        Sql.run(
                "insert into password_resets (user_id, token_hash, expires_at) values (?, ?, now() + interval '1 hour')",
                user.id(),
                SecretTokens.hash(token));
        return token;
    }

    private static Response resetPassword(String token) {
        return Actors.post(
                "/auth/password-reset/confirm", Map.of("token", token, "newPassword", "another long dev password"));
    }

    /** Creates a registration token as a mail to this address would contain it. */
    private static String registrationToken(String email) {
        String token = SecretTokens.random();
        Sql.run(
                "insert into registrations (id, email, display_name, password_hash, token_hash, expires_at)"
                        + " values (?, ?, 'Raced', '$argon2id$', ?, now() + interval '1 hour')",
                UUID.randomUUID(),
                email,
                SecretTokens.hash(token));
        return token;
    }

    private static Response verify(String token) {
        return Actors.post("/auth/verify-email", Map.of("token", token));
    }

    static Stream<Race> mailTokens() {
        return Stream.of(
                race("confirm a password reset, twice, and delete the user", () -> {
                    Actor user = Actors.editor();
                    String token = resetToken(user);
                    return List.of(() -> resetPassword(token), () -> deleteUser(user));
                }),
                race("confirm a password reset and disable the user", () -> {
                    Actor user = Actors.editor();
                    String token = resetToken(user);
                    return List.of(() -> resetPassword(token), () -> Actors.admin()
                            .patch("/users/" + user.id(), Map.of("status", "DISABLED")));
                }),
                race("verify an e-mail by the links of two registrations and create the user", () -> {
                    String email = UUID.randomUUID() + "@example.com";
                    String first = registrationToken(email);
                    String second = registrationToken(email);
                    return List.of(() -> verify(first), () -> verify(second), () -> Actors.admin()
                            .post("/users", Actors.account(email, "viewer")));
                }));
    }

    @Test
    void raced_links_of_e_mail_messages_work_without_a_race() {
        assertThat(resetPassword(resetToken(Actors.editor())).statusCode()).isEqualTo(204);
        assertThat(verify(registrationToken(UUID.randomUUID() + "@example.com")).statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @MethodSource({"reports", "withADeletedUser", "others", "mailTokens"})
    void racing_operations_get_documented_statuses_and_never_500(Race race) {
        try (LogLines log = LogLines.of("org.acme.problem.ProblemContract")) {
            for (int round = 0; round < ROUNDS; round++) {
                EmptyWindows.letThemPass();
                List<Supplier<Response>> operations = race.operations.get();
                EmptyWindows.letThemPass();
                List<Response> responses = Parallel.all(Stream.generate(() -> operations)
                        .limit(THREADS_PER_OPERATION)
                        .flatMap(List::stream)
                        .toList());
                assertThat(responses).allSatisfy(response -> assertThat(response.statusCode())
                        .as(response.asString())
                        .isLessThan(500));
                assertThat(responses)
                        .noneMatch(response -> response.asString().contains("internal-error"))
                        .anyMatch(response -> response.statusCode() < 300
                                && !response.asString().contains("\"errors\""));
            }
            assertThat(log.lines()).noneMatch(line -> line.contains(" 500 "));
        }
    }
}
