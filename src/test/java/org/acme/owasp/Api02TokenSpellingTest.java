package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Challenges;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.MailServer;
import org.acme.fixture.OwnLogin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A token is accepted only in the spelling in which it was issued. */
@Tag("API2")
@QuarkusTest
@WithTestResource(value = MailServer.class, scope = TestResourceScope.GLOBAL)
class Api02TokenSpellingTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /** Returns spellings that lenient Base64 decoders read as the same bytes. */
    private static List<String> respelled(String part) {
        int middle = part.length() / 2;
        List<String> spellings = new ArrayList<>(List.of(part + "=", part + "=="));
        for (String stray : List.of(" ", "\t", "*", "%", "\u00e4", "=")) {
            spellings.add(part.substring(0, middle) + stray + part.substring(middle));
        }
        spellings.add(part.replace('-', '+').replace('_', '/'));
        spellings.addAll(withOtherTrailingBits(part));
        spellings.removeIf(part::equals);
        return spellings;
    }

    /** The last character of a group of two has two bits of data, that of a group of three has four. */
    private static List<String> withOtherTrailingBits(String part) {
        int unused = (4 - part.length() % 4) % 4 * 2;
        char end = part.charAt(part.length() - 1);
        String alphabet = ALPHABET.indexOf(end) < 0 ? ALPHABET.replace("-_", "+/") : ALPHABET;
        return IntStream.range(1, 1 << unused)
                .mapToObj(bits -> part.substring(0, part.length() - 1) + alphabet.charAt(alphabet.indexOf(end) ^ bits))
                .toList();
    }

    private static Response present(String credentials) {
        return Actors.anonymous().header("Authorization", credentials).get("/reports?limit=1");
    }

    private static Response refresh(String token) {
        return Actors.post("/auth/refresh", Map.of("refreshToken", token));
    }

    private static Response verify(String token) {
        return Actors.post("/auth/verify-email", Map.of("token", token));
    }

    private static Response reset(String token) {
        return Actors.post("/auth/password-reset/confirm", Map.of("token", token, "newPassword", "a password anew"));
    }

    @Test
    void access_token_in_another_spelling_is_rejected() {
        String token = Actors.editor().token();
        String[] parts = token.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            EmptyWindows.letThemPass();
            for (String spelling : respelled(parts[i])) {
                String[] others = parts.clone();
                others[i] = spelling;
                assertProblem(present("Bearer " + String.join(".", others)), 401, "unauthenticated");
            }
        }
        for (String whole : List.of(" " + token, token + ".", "." + token, token + " x", token.replace(".", ". "))) {
            assertProblem(present("Bearer " + whole), 401, "unauthenticated");
        }
        assertThat(present("Bearer " + token).statusCode()).isEqualTo(200);
    }

    @Test
    @OwnLogin
    void refresh_token_in_another_spelling_is_rejected_and_leaves_the_session_alive() {
        String token = Actors.logIn(Actors.editor().email(), Actors.PASSWORD).path("refreshToken");
        Stream.concat(respelled(token).stream(), Stream.of(" " + token, token + " ", token.toUpperCase(Locale.ROOT)))
                .forEach(spelling -> {
                    EmptyWindows.letThemPass();
                    assertProblem(refresh(spelling), 401, "invalid-credentials");
                });
        assertThat(refresh(token).statusCode()).isEqualTo(200);
    }

    @Test
    void api_key_in_another_spelling_is_rejected() {
        String key = Actors.editor().makesApiKey("reports:read");
        List<String> spellings = new ArrayList<>(respelled(key));
        spellings.add(key.toUpperCase(Locale.ROOT));
        spellings.add("pal_" + key.substring(4).toUpperCase(Locale.ROOT));
        for (String spelling : spellings) {
            Response refusal = Actors.anonymous().header("X-API-Key", spelling).get("/reports");
            assertProblem(refusal, 401, "unauthenticated");
        }
        assertThat(Actors.anonymous().header("X-API-Key", key).get("/reports").statusCode())
                .isEqualTo(200);
    }

    @Test
    @OwnLogin
    void mail_token_in_another_spelling_is_rejected_and_the_link_stays_valid() {
        String email = UUID.randomUUID() + "@example.com";
        Actors.post(
                "/auth/register",
                Map.of(
                        "email",
                        email,
                        "displayName",
                        "Carol",
                        "password",
                        Actors.PASSWORD,
                        "challenge",
                        Challenges.solved()));
        String verification = MailServer.tokenSentTo(email);
        respelled(verification).forEach(spelling -> assertProblem(verify(spelling), 400, "validation-failed"));
        assertProblem(verify(verification + " "), 400, "validation-failed");
        verify(verification).then().statusCode(204);

        Actors.post("/auth/password-reset", Map.of("email", email, "challenge", Challenges.solved()));
        String reset = MailServer.tokenSentTo(email);
        EmptyWindows.letThemPass();
        respelled(reset).forEach(spelling -> assertProblem(reset(spelling), 400, "validation-failed"));
        assertProblem(reset(" " + reset), 400, "validation-failed");
        reset(reset).then().statusCode(204);
    }

    @Test
    void cursor_in_another_spelling_is_rejected() {
        Actor alice = Actors.editor();
        for (String name : List.of("a", "aa", "aaa")) {
            alice.writes(name, "PRIVATE");
            alice.writes(name, "PRIVATE");
            String list = "/reports?limit=1&sort=title&q=" + name;
            String cursor = alice.get(list).path("nextCursor");
            EmptyWindows.letThemPass();
            for (String spelling : respelled(cursor)) {
                Response refusal =
                        alice.calling().queryParam("cursor", spelling).get(list);
                assertProblem(refusal, 400, "malformed-request");
            }
            assertThat(alice.calling().queryParam("cursor", cursor).get(list).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @OwnLogin
    void proof_of_work_in_another_spelling_is_rejected() {
        for (String padding : List.of("", "=", "==")) {
            String solution = Challenges.solved();
            while (!solution.replaceAll("[^=]", "").equals(padding)) {
                EmptyWindows.letThemPass();
                solution = Challenges.solved();
            }
            String bare = solution.replace("=", "");
            List<String> spellings = new ArrayList<>(respelled(bare));
            spellings.remove(solution);
            for (String spelling : spellings) {
                EmptyWindows.letThemPass();
                String email = UUID.randomUUID() + "@example.com";
                Response refusal = Actors.post("/auth/password-reset", Map.of("email", email, "challenge", spelling));
                assertProblem(refusal, 400, "challenge-failed");
            }
            Actors.post("/auth/password-reset", Map.of("email", "unknown@example.com", "challenge", solution))
                    .then()
                    .statusCode(202);
        }
    }
}
