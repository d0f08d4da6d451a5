package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Hooks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A stored response is returned only to the API key that it was created with. The keys of these tests differ in nothing
 * but their secret, so no other part of the fingerprint refuses the retry.
 */
@Tag("API6")
@QuarkusTest
class Api06IdempotentCredentialsTest {

    private static Response send(String apiKey, String idempotencyKey, String path, Map<String, ?> body) {
        return Actors.anonymous()
                .header("X-API-Key", apiKey)
                .header("Idempotency-Key", idempotencyKey)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }

    private static void assertOnlyTheSameKeyGetsTheResponse(Actor owner, String path, Map<String, ?> body) {
        String first = owner.makesApiKey("reports:read", "reports:write");
        String second = owner.makesApiKey("reports:read", "reports:write");
        String idempotencyKey = "\"" + UUID.randomUUID() + "\"";

        Response created = send(first, idempotencyKey, path, body);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        assertProblem(send(second, idempotencyKey, path, body), 422, "idempotency-key-reused");

        assertThat(send(first, idempotencyKey, path, body).asString()).isEqualTo(created.asString());
    }

    @Test
    void retry_with_another_api_key_of_the_same_permissions_is_refused_with_422() {
        Actor alice = Actors.editor();
        assertOnlyTheSameKeyGetsTheResponse(
                alice, "/reports", Map.of("title", "T", "body", "The text.", "visibility", "PRIVATE"));
        assertThat(alice.get("/reports?owner=" + alice.id()).jsonPath().getList("items"))
                .hasSize(1);
    }

    // webhook-only:begin
    @Test
    void webhook_secret_is_not_shown_to_another_api_key_of_the_same_permissions() {
        Actor alice = Actors.editor();
        assertOnlyTheSameKeyGetsTheResponse(
                alice, "/webhooks", Map.of("url", Hooks.lastingUrl(), "events", List.of("report.published")));
        assertThat(alice.get("/webhooks").jsonPath().getList("items")).hasSize(1);
    }
    // webhook-only:end
}
