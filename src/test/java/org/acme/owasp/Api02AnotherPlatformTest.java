package org.acme.owasp;

import static org.acme.fixture.Actors.PASSWORD;
import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.GraphQl;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The behaviour does not depend on the locale and time zone of the JVM. These tests set both, because the main method,
 * which fixes them, does not run in tests.
 */
@Tag("API2")
@QuarkusTest
class Api02AnotherPlatformTest {

    private static final String PLATFORMS = """
            ar-EG, Asia/Kathmandu
            fa-IR, Asia/Tehran
            tr-TR, Asia/Kolkata
            th-TH-u-nu-thai, Pacific/Marquesas
            """;

    private static final String ASCII = "\\p{ASCII}*";

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void restorePlatform() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
        MovableTime.backToToday();
    }

    private static void platform(String language, String zone) {
        Locale.setDefault(Locale.forLanguageTag(language));
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
    }

    private static int logIn(String email, String otp) {
        EmptyWindows.letThemPass();
        Sql.run("delete from login_failures");
        return Actors.logIn(email, PASSWORD, otp).statusCode();
    }

    @ParameterizedTest
    @CsvSource(textBlock = PLATFORMS)
    void login_with_password_and_one_time_password_works_under_any_locale_and_time_zone(String language, String zone) {
        platform(language, zone);
        String email = "TITIK-" + UUID.randomUUID() + "@example.com";
        Actors.admin().post("/users", Actors.account(email, "editor")).then().statusCode(201);
        assertThat(Sql.column("select password_hash from users where email = lower(?)", email))
                .startsWith("$argon2id$v=19$m=1024,t=2,p=1$");
        Actor actor = Actors.loggedIn(email);
        Authenticator authenticator = Authenticator.enrolledBy(actor);
        Instant now = Arc.container().instance(Clock.class).get().instant();
        assertThat(logIn(email, "??????")).isEqualTo(401);
        assertThat(logIn(email, authenticator.codeAt(now, Locale.forLanguageTag("ar-EG"))))
                .isEqualTo(401);
        assertThat(logIn(email, authenticator.code())).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(textBlock = PLATFORMS)
    void search_ignores_case_and_times_are_in_utc_under_any_locale_and_time_zone(String language, String zone) {
        platform(language, zone);
        MovableTime.stop();
        Actor alice = Actors.editor();
        String mark = UUID.randomUUID().toString();
        String id = alice.writes("TITIK \u0130\u0131 " + mark, "PRIVATE");
        assertThat(alice.get("/reports?q=titik \u0130\u0131 " + mark).<List<String>>path("items.id"))
                .containsExactly(id);
        Response graph =
                GraphQl.ask(alice, "{ reports(q: \"TITIK \u0130\u0131 " + mark + "\") { items { id createdAt } } }");
        assertThat(graph.<List<String>>path("data.reports.items.id")).containsExactly(id);
        String created = alice.get("/reports/" + id).path("createdAt");
        assertThat(created).matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");
        assertThat(Sql.column(
                        "select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI') from reports where id = ?",
                        UUID.fromString(id)))
                .isEqualTo(created.substring(0, 16) + "\n");
        Response export = alice.get("/reports/export");
        assertThat(export.asString()).contains("TITIK \u0130\u0131 " + mark).contains(created);
        assertThat(Sql.column("select day from flow_uses where user_id = ?", alice.id()))
                .isEqualTo(LocalDate.ofInstant(
                                Arc.container().instance(Clock.class).get().instant(), ZoneOffset.UTC)
                        + "\n");
    }

    @ParameterizedTest
    @CsvSource(textBlock = PLATFORMS)
    void problems_and_headers_are_in_english_and_ascii_under_any_locale(String language, String zone) {
        platform(language, zone);
        Actor alice = Actors.editor();
        Response invalid = alice.post("/reports", Map.of("title", " ", "body", "x", "visibility", "PRIVATE"));
        assertThat(assertProblem(invalid, 400, "validation-failed").getString("violations[0].message"))
                .isEqualTo("must not be blank");
        Response tooLong =
                alice.post("/reports", Map.of("title", "x".repeat(201), "body", "x", "visibility", "PRIVATE"));
        assertThat(tooLong.asString()).contains("200").matches(ASCII);
        for (Response response : List.of(invalid, tooLong, alice.get("/reports"))) {
            assertThat(response.headers().asList())
                    .allSatisfy(header -> assertThat(header.getValue()).matches(ASCII));
        }
    }
}
