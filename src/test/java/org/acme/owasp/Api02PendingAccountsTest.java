package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.acme.fixture.Problems.indistinguishable;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Challenges;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.MailServer;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Parallel;
import org.acme.shared.EmailAddress;
import org.acme.user.Accounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An attacker cannot use registration or password reset against the owner of an e-mail address. */
@Tag("API2")
@QuarkusTest
@WithTestResource(value = MailServer.class, scope = TestResourceScope.GLOBAL)
class Api02PendingAccountsTest {

    private static final String OWNERS = "the owner's own password";
    private static final String ATTACKERS = "the attacker's password";

    @Inject
    Accounts accounts;

    private final String email = UUID.randomUUID() + "@example.com";

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    /** Registers an account and returns the token of the mail that contains this name. */
    private String register(String name, String password) {
        Map<String, String> request =
                Map.of("email", email, "displayName", name, "password", password, "challenge", Challenges.solved());
        Actors.post("/auth/register", request).then().statusCode(202);
        return MailServer.tokenSentTo(email, name);
    }

    private static Response verify(String token) {
        return Actors.post("/auth/verify-email", Map.of("token", token));
    }

    private static String requestReset(String email) {
        Actors.post("/auth/password-reset", Map.of("email", email, "challenge", Challenges.solved()))
                .then()
                .statusCode(202);
        return MailServer.tokenSentTo(email);
    }

    private static Response reset(String token) {
        return Actors.post("/auth/password-reset/confirm", Map.of("token", token, "newPassword", "a password anew"));
    }

    private int logIn(String password) {
        EmptyWindows.letThemPass();
        return Actors.logIn(email, password).statusCode();
    }

    @Test
    void registration_link_sets_the_password_of_its_own_request_when_an_attacker_registers_later() {
        String owners = register("Carol", OWNERS);
        register("Mallory", ATTACKERS);

        verify(owners).then().statusCode(204);

        assertThat(logIn(ATTACKERS)).isEqualTo(401);
        assertThat(logIn(OWNERS)).isEqualTo(200);
        assertThat(Actors.admin().get("/users?q=" + email).<String>path("items[0].displayName"))
                .isEqualTo("Carol");
    }

    @Test
    void registration_link_sets_the_password_of_its_own_request_when_an_attacker_registered_before() {
        String attackers = register("Mallory", ATTACKERS);
        String owners = register("Carol", OWNERS);

        verify(owners).then().statusCode(204);

        assertProblem(verify(attackers), 400, "validation-failed");
        assertThat(logIn(ATTACKERS)).isEqualTo(401);
        assertThat(logIn(OWNERS)).isEqualTo(200);
    }

    @Test
    void registration_mail_contains_the_display_name_and_advice_for_readers_who_did_not_register() {
        register("Carol Q. Smith", OWNERS);
        assertThat(MailServer.mailTo(email, "Carol Q. Smith"))
                .contains("If you did not make the request", "do not open the link");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Win at evil.example now",
                "https://evil",
                "see evil@example.org",
                "a\u202eb",
                "x<b>y",
                "Call 1-800-555-0199",
                "Call 1 8 0 0 5 5 5 0 1 9 9"
            })
    void registration_mail_contains_no_link_or_markup_from_the_display_name(String name) {
        Map<String, String> request =
                Map.of("email", email, "displayName", name, "password", OWNERS, "challenge", Challenges.solved());
        Actors.post("/auth/register", request).then().statusCode(202);
        assertThat(MailServer.mailTo(email, "Palisade received"))
                .doesNotContain(name)
                .doesNotContain("evil.example", "//evil", "@example.org", "<b>", "555", "5 5 5");
    }

    @Test
    void used_expired_superseded_and_unknown_links_get_the_same_response() {
        List<Response> refusals = new ArrayList<>();
        String superseded = register("Mallory", ATTACKERS);
        String used = register("Carol", OWNERS);
        verify(used).then().statusCode(204);
        String usedReset = requestReset(email);
        reset(usedReset).then().statusCode(204);
        String voided = requestReset(email);
        String expiredReset = requestReset(email);
        refusals.addAll(List.of(verify(superseded), verify(used), verify("A".repeat(43)), reset(usedReset)));
        refusals.addAll(List.of(reset(voided), reset("A".repeat(43)), verify(expiredReset), reset(used)));
        MovableTime.forward(Duration.ofMinutes(31));
        refusals.add(reset(expiredReset));

        assertThat(refusals).allSatisfy(refusal -> {
            assertThat(assertProblem(refusal, 400, "validation-failed").getString("violations[0].message"))
                    .isEqualTo("is invalid, expired or already used; request a new e-mail message");
        });
        assertThat(refusals.stream().map(refusal -> body(refusal)).distinct()).hasSize(1);
    }

    /** Returns the problem without its instance, which differs by path. */
    private static Object body(Response refusal) {
        return indistinguishable(refusal).toString().replaceAll("/api/v1/auth/[a-z/-]+", "");
    }

    @Test
    void exactly_one_of_several_registration_links_opened_in_parallel_creates_the_account() {
        List<String> tokens =
                List.of(register("Carol", OWNERS), register("Carola", OWNERS), register("Caroline", OWNERS));
        AtomicInteger next = new AtomicInteger();
        List<Integer> statuses = Parallel.times(12, () -> verify(tokens.get(next.getAndIncrement() % tokens.size()))
                .statusCode());
        assertThat(statuses).containsOnly(204, 400);
        assertThat(statuses).filteredOn(status -> status == 204).hasSize(1);
        assertThat(logIn(OWNERS)).isEqualTo(200);
    }

    @Test
    void account_that_is_added_in_parallel_is_created_once() {
        List<Optional<UUID>> added =
                Parallel.times(16, () -> accounts.add(EmailAddress.of(email), "Carol", "$argon2id$"));
        assertThat(added).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    void parallel_account_creation_by_registration_link_and_administrator_has_documented_statuses() {
        Actor admin = Actors.admin();
        String token = register("Carol", OWNERS);
        AtomicInteger next = new AtomicInteger();
        List<Integer> statuses = Parallel.times(
                6,
                () -> next.getAndIncrement() % 2 == 0
                        ? verify(token).statusCode()
                        : admin.post("/users", Actors.account(email, "viewer")).statusCode());
        assertThat(statuses).isSubsetOf(204, 400, 201, 409);
        assertThat(statuses)
                .filteredOn(status -> status == 204 || status == 201)
                .hasSize(1);
    }
}
