package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.acme.fixture.Actors;
import org.acme.fixture.Challenges;
import org.acme.fixture.MailServer;
import org.acme.fixture.RawHttp;
import org.acme.fixture.StrictDeployment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forged {@code Host} and forwarding headers do not change URLs in responses and mails. */
@Tag("API8")
@QuarkusTest
@TestProfile(StrictDeployment.class)
@WithTestResource(value = MailServer.class, scope = TestResourceScope.GLOBAL)
class Api08PublicUrlTest {

    private static Response post(String path, String token, String body, String host) {
        return RawHttp.send(
                "POST /api/v1" + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                        + "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\n"
                        + (token == null ? "" : "Authorization: Bearer " + token + "\r\n")
                        + "Content-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n",
                body);
    }

    static Stream<Arguments> creations() {
        return Stream.of(
                Arguments.of("/reports", Map.of("title", "T", "body", "", "visibility", "PRIVATE")),
                Arguments.of("/users", Actors.account(UUID.randomUUID() + "@example.com", "viewer")));
    }

    @ParameterizedTest
    @MethodSource("creations")
    void location_of_a_created_object_does_not_contain_the_host_of_the_request(String path, Map<String, Object> body) {
        Response created = post(path, Actors.admin().token(), new JsonObject(body).encode(), "evil.example");
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/api/v1" + path + "/" + created.path("id"));
        assertThat(created.headers().toString()).doesNotContain("evil.example");
    }

    @Test
    void mail_link_uses_the_public_url_and_not_the_host_of_the_request() {
        String email = "carol-" + UUID.randomUUID() + "@example.com";
        String body =
                "{\"email\":\"%s\",\"displayName\":\"Carol\",\"password\":\"correct horse battery\",\"challenge\":\"%s\"}"
                        .formatted(email, Challenges.solved());
        assertThat(post("/auth/register", null, body, "evil.example").statusCode())
                .isEqualTo(202);
        assertThat(MailServer.mailTo(email, "#token="))
                .contains(StrictDeployment.PUBLIC_URL + "/verify-email#token=")
                .doesNotContain("evil.example", "localhost");
    }

    @Test
    void page_at_the_public_url_may_call_the_service_and_read_the_response() {
        Response answer = Actors.admin()
                .calling()
                .header("Origin", StrictDeployment.PUBLIC_URL)
                .get("/users");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(StrictDeployment.PUBLIC_URL);
    }

    /** The origin that results from the internal scheme and the client's {@code Host} header. */
    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "https://evil.example", "http://api.example.com"})
    void origin_that_repeats_the_host_of_the_request_is_refused(String origin) {
        String host = origin.replaceAll("https?://", "");
        Response refused = RawHttp.send("GET /api/v1/users HTTP/1.1\r\nHost: " + host
                + "\r\nX-Forwarded-Proto: https\r\nConnection: close\r\nOrigin: " + origin + "\r\n\r\n");
        assertProblem(refused, 403, "forbidden");
        assertThat(refused.header("Access-Control-Allow-Origin")).isNull();
    }
}
