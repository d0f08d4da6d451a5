package org.acme.owasp;

import static org.acme.fixture.Actors.PASSWORD;
import static org.acme.fixture.Problems.assertProblem;
import static org.acme.fixture.Problems.indistinguishable;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.GraphQl;
import org.acme.fixture.Sql;
import org.acme.security.crypto.Pseudonyms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An account has one canonical e-mail address. Other spellings have no separate throttle, rate limit or challenge. */
@Tag("API2")
@QuarkusTest
class Api02AccountNamesTest {

    @Inject
    Pseudonyms pseudonyms;

    /** Spellings that PostgreSQL, Java, a mail server or an IDNA library maps to {@code editor-…@example.com}. */
    private static final List<String> SPELLINGS = List.of(
            "ed\u0130tor-%s@example.com",
            "ed\u0131tor-%s@example.com",
            "edi\u0307tor-%s@example.com",
            "\uff45ditor-%s@example.com",
            "editor-%s@exam\uff50le.com",
            "editor-%s@example\u3002com",
            "editor-%s\uff20example.com",
            "editor\u00ad-%s@example.com",
            "editor-%s@example.com.",
            " editor-%s@example.com",
            "editor-%s@example.com ",
            "editor-%s@example.com\n",
            "\u00a0editor-%s@example.com",
            "\"editor-%s\"@example.com",
            "editor-%s(x)@example.com",
            "editor-%s@(x)example.com",
            "<editor-%s@example.com>");

    private Actor alice;

    @BeforeEach
    void createAccount() {
        alice = Actors.editor();
    }

    private String spelled(String spelling) {
        return spelling.replace(
                "%s", alice.email().substring("editor-".length(), alice.email().indexOf('@')));
    }

    private Response logIn(String email, String password) {
        EmptyWindows.letThemPass();
        return Actors.logIn(email, password);
    }

    private static String failures() {
        return Sql.column("select account || device || failures from login_failures order by 1");
    }

    @Test
    void login_with_a_non_canonical_spelling_of_a_throttled_account_is_rejected_as_an_invalid_address() {
        for (int i = 0; i < 5; i++) {
            assertThat(logIn(alice.email(), "not the password").statusCode()).isEqualTo(401);
        }
        String counted = failures();
        for (String spelling : SPELLINGS) {
            Response refusal = logIn(spelled(spelling), PASSWORD);
            assertThat(assertProblem(refusal, 400, "validation-failed").getString("violations[0].field"))
                    .as(spelling)
                    .isEqualTo("email");
            Response unknown = logIn(spelling.replace("%s", UUID.randomUUID().toString()), PASSWORD);
            assertThat(indistinguishable(refusal)).as(spelling).isEqualTo(indistinguishable(unknown));
        }
        assertThat(failures()).isEqualTo(counted);
    }

    @Test
    void login_with_capitals_counts_towards_the_limits_of_the_same_account() {
        String capitals = alice.email().toUpperCase(Locale.ROOT);
        assertThat(logIn(capitals, PASSWORD).statusCode()).isEqualTo(200);
        EmptyWindows.letThemPass();
        for (int i = 0; i < 5; i++) {
            String spelling = i % 2 == 0 ? capitals : alice.email();
            assertThat(attempt(spelling, "not the password").statusCode()).isIn(400, 401);
        }
        assertProblem(attempt(capitals, PASSWORD), 429, "rate-limited");
        assertProblem(attempt(alice.email(), PASSWORD), 429, "rate-limited");
        for (int i = 0; i < 5; i++) {
            logIn(i % 2 == 0 ? capitals : alice.email(), "not the password");
        }
        assertProblem(logIn(capitals, PASSWORD), 401, "invalid-credentials");
        assertProblem(logIn(alice.email(), PASSWORD), 401, "invalid-credentials");
    }

    private static Response attempt(String email, String password) {
        return Actors.post("/auth/login", Map.of("email", email, "password", password));
    }

    @Test
    void proof_of_work_is_required_after_failures_in_any_capitalisation_of_the_address() {
        for (int i = 0; i < 3; i++) {
            logIn(alice.email().toUpperCase(Locale.ROOT), "not the password");
        }
        // Only the count of the account remains, without that of the network address.
        Sql.run("delete from login_failures where account = ?", pseudonyms.of("failed logins from", "127.0.0.1"));
        EmptyWindows.letThemPass();
        assertProblem(attempt(alice.email(), PASSWORD), 400, "challenge-required");
        assertThat(attempt(Actors.editor().email(), PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void registration_reset_and_account_creation_reject_non_canonical_spellings_of_an_address() {
        String before = rows();
        for (String spelling : SPELLINGS) {
            for (String path : List.of("/auth/password-reset", "/auth/register", "/users")) {
                Response known = send(path, spelled(spelling));
                Response unknown =
                        send(path, spelling.replace("%s", UUID.randomUUID().toString()));
                assertThat(assertProblem(known, 400, "validation-failed").getString("violations[0].field"))
                        .as(path + spelling)
                        .isEqualTo("email");
                assertThat(indistinguishable(known)).as(path + spelling).isEqualTo(indistinguishable(unknown));
            }
        }
        assertThat(rows()).isEqualTo(before);
    }

    private static String rows() {
        return Sql.column("select count(*) from users")
                + Sql.column("select count(*) from registrations")
                + Sql.column("select count(*) from account_mails");
    }

    private static Response send(String path, String email) {
        EmptyWindows.letThemPass();
        if (path.equals("/users")) {
            return Actors.admin().post(path, Actors.account(email, "viewer"));
        }
        Map<String, String> body = new HashMap<>(Map.of("email", email, "challenge", "not looked at"));
        if (path.equals("/auth/register")) {
            body.put("displayName", "Mallory");
            body.put("password", PASSWORD);
        }
        return Actors.post(path, body);
    }

    @Test
    void account_is_created_shown_and_searched_by_its_canonical_email_address() {
        Actor admin = Actors.admin();
        String name = "Mixed." + UUID.randomUUID();
        Response created = admin.post("/users", Actors.account(name + "@Example.COM", "viewer"));
        String canonical = name.toLowerCase(Locale.ROOT) + "@example.com";
        created.then().statusCode(201);
        assertThat(created.<String>path("email")).isEqualTo(canonical);
        assertProblem(admin.post("/users", Actors.account(canonical, "viewer")), 409, "conflict");
        assertThat(admin.get("/users?q=" + name.toUpperCase(Locale.ROOT)).<List<String>>path("items.email"))
                .containsExactly(canonical);
        Response graph =
                GraphQl.ask(admin, "{ users(q: \"" + name.toUpperCase(Locale.ROOT) + "\") { items { email } } }");
        GraphQl.assertData(graph);
        assertThat(graph.<List<String>>path("data.users.items.email")).containsExactly(canonical);
    }
}
