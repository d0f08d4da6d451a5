package org.acme.security.audit;

import static org.acme.fixture.Actors.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.arc.All;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.application.ReportEvent;
import org.acme.application.SecurityEvent;
import org.acme.application.WebhookEvent; // webhook-only
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.Challenges;
import org.acme.fixture.DpopClient;
import org.acme.fixture.Eventually;
import org.acme.fixture.Hooks;
import org.acme.fixture.MailServer;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Sql;
import org.acme.fixture.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Causes each kind of audit event through the API and reads it through the API. */
@QuarkusTest
@WithTestResource(value = MailServer.class, scope = TestResourceScope.GLOBAL)
class AuditEventsTest {

    /** An address of this machine that only the client of this test uses. */
    private static final String CLIENT = "127.0.50.1";

    private static final String NEW_PASSWORD = "another good one";

    private static final Pattern LISTED = Pattern.compile("/audit-events\\?type=([a-z-]+)");

    @Inject
    @All
    List<AuditEvent.Kinds> kinds;

    @Inject
    Clock clock;

    private RestAssuredConfig former;

    @BeforeEach
    void callFromAnotherAddress() throws UnknownHostException {
        former = RestAssured.config();
        RestAssured.config = former.httpClient(
                former.getHttpClientConfig().setParam("http.route.local-address", InetAddress.getByName(CLIENT)));
    }

    @AfterEach
    void restore() {
        RestAssured.config = former;
        MovableTime.backToToday();
    }

    /** Who acted on what. */
    private record Act(UUID actor, UUID subject) {}

    /** An event and the requests that cause it. */
    private record Cause(Class<? extends AuditEvent> event, Supplier<Act> requests) {

        @Override
        public String toString() {
            return AuditEvent.type(event);
        }
    }

    static Stream<Cause> causes() {
        return Stream.of(
                new Cause(SecurityEvent.LoginSucceeded.class, AuditEventsTest::logsIn),
                new Cause(SecurityEvent.LoginFailed.class, AuditEventsTest::failsToLogIn),
                new Cause(SecurityEvent.LoginRenewed.class, AuditEventsTest::reauthenticates),
                new Cause(SecurityEvent.RefreshTokenReused.class, AuditEventsTest::reusesRefreshToken),
                new Cause(
                        SecurityEvent.RefreshTokenKeyMismatch.class,
                        AuditEventsTest::presentsRefreshTokenWithoutItsKey),
                new Cause(SecurityEvent.SessionRevoked.class, AuditEventsTest::logsOut),
                new Cause(SecurityEvent.SessionRevoked.class, AuditEventsTest::revokesSession),
                new Cause(SecurityEvent.SessionsRevoked.class, AuditEventsTest::revokesAllSessions),
                new Cause(SecurityEvent.AccountCreated.class, AuditEventsTest::createsAccount),
                new Cause(SecurityEvent.AccountCreated.class, AuditEventsTest::registers),
                new Cause(SecurityEvent.AccountDeleted.class, AuditEventsTest::deletesAccount),
                new Cause(SecurityEvent.RoleChanged.class, () -> revisesAccount("role", "editor")),
                new Cause(SecurityEvent.AccountRenamed.class, () -> revisesAccount("displayName", "Mallory")),
                new Cause(SecurityEvent.AccountRenamed.class, AuditEventsTest::renamesItself),
                new Cause(SecurityEvent.StatusChanged.class, () -> revisesAccount("status", "DISABLED")),
                new Cause(SecurityEvent.PasswordChanged.class, AuditEventsTest::changesPassword),
                new Cause(SecurityEvent.PasswordReset.class, AuditEventsTest::resetsPassword),
                new Cause(SecurityEvent.MfaEnabled.class, AuditEventsTest::enablesSecondFactor),
                new Cause(SecurityEvent.MfaDisabled.class, AuditEventsTest::disablesSecondFactor),
                new Cause(SecurityEvent.RecoveryCodeUsed.class, AuditEventsTest::usesRecoveryCode),
                new Cause(SecurityEvent.ApiKeyCreated.class, AuditEventsTest::createsApiKey),
                new Cause(SecurityEvent.ApiKeyRevoked.class, AuditEventsTest::revokesApiKey),
                // webhook-only:begin
                new Cause(WebhookEvent.WebhookCreated.class, AuditEventsTest::createsWebhook),
                new Cause(WebhookEvent.WebhookDeleted.class, AuditEventsTest::deletesWebhook),
                new Cause(WebhookEvent.WebhookUrlRefused.class, AuditEventsTest::registersInternalUrl),
                // webhook-only:end
                new Cause(ReportEvent.ReportShared.class, AuditEventsTest::sharesReport),
                new Cause(ReportEvent.ReportUnshared.class, AuditEventsTest::revokesShare),
                new Cause(ReportEvent.ReportDeleted.class, AuditEventsTest::deletesReport),
                new Cause(ReportEvent.ReportStatusChanged.class, AuditEventsTest::publishesReport),
                new Cause(ReportEvent.ReportVisibilityChanged.class, AuditEventsTest::makesReportVisible),
                new Cause(ReportEvent.ReportModerated.class, AuditEventsTest::deletesReportOfAnotherUser),
                new Cause(SecurityEvent.SettingChanged.class, AuditEventsTest::changesSetting),
                new Cause(AuditEvent.PermissionDenied.class, AuditEventsTest::isDenied),
                new Cause(AuditEvent.AccessRefused.class, AuditEventsTest::triesForeignReport));
    }

    private static UUID session(String token) {
        return UUID.fromString(Tokens.claim(token, "sid"));
    }

    private static void assertStatus(Response response, int status) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    }

    private static String created(Response response) {
        assertStatus(response, 201);
        return response.path("id");
    }

    private static Act byOwner(Actor owner, String subject) {
        return new Act(owner.id(), UUID.fromString(subject));
    }

    private static Act onItself(Actor actor) {
        return new Act(actor.id(), actor.id());
    }

    private static Act logsIn() {
        Actor alice = Actors.loggedIn(Actors.viewer().email());
        return new Act(alice.id(), session(alice.token()));
    }

    private static Act failsToLogIn() {
        Actor alice = Actors.viewer();
        assertStatus(Actors.logIn(alice.email(), "not the password"), 401);
        return new Act(null, alice.id());
    }

    private static Act reauthenticates() {
        Actor alice = Actors.viewer();
        assertStatus(alice.post("/auth/reauthenticate", Map.of("password", PASSWORD)), 200);
        return new Act(alice.id(), session(alice.token()));
    }

    private static Act reusesRefreshToken() {
        Actor alice = Actors.viewer();
        Response login = Actors.logIn(alice.email(), PASSWORD);
        Map<String, String> token = Map.of("refreshToken", login.<String>path("refreshToken"));
        assertStatus(Actors.post("/auth/refresh", token), 200);
        assertStatus(Actors.post("/auth/refresh", token), 401);
        return new Act(alice.id(), session(login.path("accessToken")));
    }

    private static Act presentsRefreshTokenWithoutItsKey() {
        Actor alice = Actors.viewer();
        String url = DpopClient.origin() + "/api/v1/auth/login";
        Response login = Actors.anonymous()
                .contentType(ContentType.JSON)
                .header("DPoP", DpopClient.create().proof("POST", url, null))
                .body(Map.of("email", alice.email(), "password", PASSWORD))
                .post("/auth/login");
        assertStatus(Actors.post("/auth/refresh", Map.of("refreshToken", login.<String>path("refreshToken"))), 401);
        return new Act(alice.id(), session(login.path("accessToken")));
    }

    private static Act logsOut() {
        Actor alice = Actors.viewer();
        assertStatus(alice.post("/auth/logout", ""), 204);
        return new Act(alice.id(), session(alice.token()));
    }

    private static Act revokesSession() {
        Actor alice = Actors.viewer();
        UUID other = session(Actors.again(alice).token());
        assertStatus(alice.delete("/auth/sessions/" + other), 204);
        return new Act(alice.id(), other);
    }

    private static Act revokesAllSessions() {
        Actor alice = Actors.viewer();
        assertStatus(alice.delete("/auth/sessions"), 204);
        return onItself(alice);
    }

    private static Act createsAccount() {
        Actor admin = Actors.admin();
        String email = UUID.randomUUID() + "@example.com";
        return byOwner(admin, created(admin.post("/users", Actors.account(email, "viewer"))));
    }

    private static Act registers() {
        String email = UUID.randomUUID() + "@example.com";
        Map<String, String> registration =
                Map.of("email", email, "displayName", "Carol", "password", PASSWORD, "challenge", Challenges.solved());
        assertStatus(Actors.post("/auth/register", registration), 202);
        assertStatus(Actors.post("/auth/verify-email", Map.of("token", MailServer.tokenSentTo(email))), 204);
        return onItself(Actors.loggedIn(email));
    }

    private static Act deletesAccount() {
        Actor admin = Actors.admin();
        Actor alice = Actors.viewer();
        assertStatus(admin.delete("/users/" + alice.id()), 204);
        return new Act(admin.id(), alice.id());
    }

    private static Act revisesAccount(String field, String value) {
        Actor admin = Actors.admin();
        Actor alice = Actors.viewer();
        assertStatus(admin.patch("/users/" + alice.id(), Map.of(field, value)), 200);
        return new Act(admin.id(), alice.id());
    }

    private static Act renamesItself() {
        Actor alice = Actors.viewer();
        assertStatus(alice.patch("/users/me", Map.of("displayName", "Mallory")), 200);
        return onItself(alice);
    }

    private static Act changesPassword() {
        Actor alice = Actors.viewer();
        Map<String, String> change = Map.of("currentPassword", PASSWORD, "newPassword", NEW_PASSWORD);
        assertStatus(alice.post("/users/me/password", change), 204);
        return onItself(alice);
    }

    private static Act resetsPassword() {
        Actor alice = Actors.viewer();
        Map<String, String> request = Map.of("email", alice.email(), "challenge", Challenges.solved());
        assertStatus(Actors.post("/auth/password-reset", request), 202);
        Map<String, String> reset = Map.of("token", MailServer.tokenSentTo(alice.email()), "newPassword", NEW_PASSWORD);
        assertStatus(Actors.post("/auth/password-reset/confirm", reset), 204);
        return onItself(alice);
    }

    private static Act enablesSecondFactor() {
        Actor alice = Actors.viewer();
        Authenticator.enrolledBy(alice);
        return onItself(alice);
    }

    private static Act disablesSecondFactor() {
        Actor alice = Actors.viewer();
        Authenticator.enrolledBy(alice);
        assertStatus(alice.delete("/users/me/totp"), 204);
        return onItself(alice);
    }

    private static Act usesRecoveryCode() {
        Actor alice = Actors.viewer();
        String code = Authenticator.enrolledBy(alice).recoveryCodes().get(0);
        assertStatus(Actors.logIn(alice.email(), PASSWORD, code), 200);
        return onItself(alice);
    }

    private static String apiKeyOf(Actor owner) {
        String nextWeek = Instant.now().plus(7, ChronoUnit.DAYS).toString();
        return created(owner.post(
                "/api-keys", Map.of("name", "robot", "permissions", List.of("reports:read"), "expiresAt", nextWeek)));
    }

    private static Act createsApiKey() {
        Actor alice = Actors.editor();
        return byOwner(alice, apiKeyOf(alice));
    }

    private static Act revokesApiKey() {
        Actor alice = Actors.editor();
        String key = apiKeyOf(alice);
        assertStatus(alice.delete("/api-keys/" + key), 204);
        return byOwner(alice, key);
    }

    // webhook-only:begin
    private static Act createsWebhook() {
        Actor alice = Actors.editor();
        return byOwner(alice, Hooks.registeredBy(alice));
    }

    private static Act deletesWebhook() {
        Actor alice = Actors.editor();
        String webhook = Hooks.registeredBy(alice);
        assertStatus(alice.delete("/webhooks/" + webhook), 204);
        return byOwner(alice, webhook);
    }

    private static Act registersInternalUrl() {
        Actor mallory = Actors.editor();
        assertStatus(Hooks.register(mallory, "https://10.0.0.1/"), 400);
        return new Act(mallory.id(), null);
    }
    // webhook-only:end

    private static Act sharesReport() {
        Actor alice = Actors.editor();
        String report = alice.writesPrivately();
        alice.shares(report, Actors.viewer(), "READ");
        return byOwner(alice, report);
    }

    private static Act revokesShare() {
        Actor alice = Actors.editor();
        Actor bob = Actors.viewer();
        String report = alice.writesPrivately();
        alice.shares(report, bob, "READ");
        assertStatus(alice.delete("/reports/" + report + "/shares/" + bob.id()), 204);
        return byOwner(alice, report);
    }

    private static Act deletesReport() {
        Actor alice = Actors.editor();
        String report = alice.writesPrivately();
        assertStatus(alice.delete("/reports/" + report), 204);
        return byOwner(alice, report);
    }

    private static Act publishesReport() {
        Actor alice = Actors.editor();
        return byOwner(alice, alice.publishes("Published"));
    }

    private static Act makesReportVisible() {
        Actor alice = Actors.editor();
        String report = alice.writesPrivately();
        assertStatus(alice.revises(report, "*", "Visible", "INTERNAL"), 200);
        return byOwner(alice, report);
    }

    private static Act deletesReportOfAnotherUser() {
        Actor admin = Actors.admin();
        String report = Actors.editor().writesPrivately();
        assertStatus(admin.delete("/reports/" + report), 204);
        return byOwner(admin, report);
    }

    /** Restores the value, so that other tests find it unchanged. */
    private static Act changesSetting() {
        Actor admin = Actors.admin();
        String path = "/settings/app.flow.export.daily";
        int value = admin.get(path).path("value");
        assertStatus(admin.put(path, Map.of("value", value + 1)), 200);
        Sql.run("update settings set value = ? where key = 'app.flow.export.daily'", value);
        MovableTime.forward(Duration.ofSeconds(2));
        return new Act(admin.id(), null);
    }

    /** The event is recorded after the response. */
    private static Act isDenied() {
        Actor alice = Actors.viewer();
        assertStatus(alice.post("/reports", "{}"), 403);
        Eventually.holds(() -> assertThat(Sql.column("select type from audit_events where actor = ?", alice.id()))
                .contains("permission-denied"));
        return new Act(alice.id(), null);
    }

    private static Act triesForeignReport() {
        Actor mallory = Actors.editor();
        assertStatus(mallory.get("/reports/" + Actors.editor().writesPrivately()), 404);
        Eventually.holds(() -> assertThat(Sql.column("select type from audit_events where actor = ?", mallory.id()))
                .contains("access-refused"));
        return new Act(mallory.id(), null);
    }

    private static String text(UUID id) {
        return id == null ? null : id.toString();
    }

    /** Here, or in a test of the feature that lists the events of this type. */
    @Test
    void every_kind_of_audit_event_is_caused_through_the_api() throws IOException {
        Set<String> caused =
                causes().map(cause -> AuditEvent.type(cause.event())).collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                LISTED.matcher(Files.readString(file)).results().forEach(type -> caused.add(type.group(1)));
            }
        }
        assertThat(kinds).hasSizeGreaterThan(1).allSatisfy(declared -> assertThat(
                        declared.kinds().keySet())
                .extracting(AuditEvent::type)
                .isSubsetOf(caused));
    }

    /** Without the token of a session, so that only the event knows which one it is. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                SecurityEvent.LoginSucceeded.class,
                SecurityEvent.RefreshTokenReused.class,
                SecurityEvent.RefreshTokenKeyMismatch.class
            })
    void event_of_a_session_before_authentication_names_the_session(Class<? extends AuditEvent> event) {
        Act act = causes().filter(cause -> cause.event() == event)
                .findFirst()
                .orElseThrow()
                .requests()
                .get();
        assertThat(Sql.column(
                        "select count(*) from audit_events where type = ? and session = subject and subject = ?",
                        AuditEvent.type(event),
                        act.subject()))
                .isEqualTo("1\n");
    }

    @ParameterizedTest
    @MethodSource("causes")
    void audit_event_is_listed_with_its_actor_subject_and_client_address(Cause cause) {
        Instant from = clock.instant();
        Act act = cause.requests().get();
        Instant to = clock.instant().plusSeconds(1);

        String type = AuditEvent.type(cause.event());
        Response list = Actors.admin().get("/audit-events?type=" + type + "&from=" + from + "&to=" + to + "&limit=100");
        assertThat(list.<List<Map<String, Object>>>path("items"))
                .extracting(
                        event -> event.get("type"),
                        event -> event.get("actor"),
                        event -> event.get("subject"),
                        event -> event.get("address"))
                .containsOnlyOnce(tuple(type, text(act.actor()), text(act.subject()), CLIENT));
    }
}
