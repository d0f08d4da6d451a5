package org.acme.architecture;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Eventually;
import org.acme.fixture.Hooks;
import org.acme.fixture.QuietPort;
import org.acme.fixture.UntrustedUpstream;
import org.acme.security.breach.BreachedPasswords;
import org.junit.jupiter.api.Test;

/**
 * The dashboard shows what the service measures: a metric that was renamed would leave an empty panel, and no alarm.
 */
@QuarkusTest
@TestProfile(DashboardTest.Everything.class)
class DashboardTest {

    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b(?=[\\[{) ]|$)");
    private static final int MORE_THAN_MAY_LOG_IN = 6;

    @Inject
    BreachedPasswords breached;

    @Inject
    ObjectMapper json;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    /** With every part that measures something: a range API and a Redis, both of them away. */
    public static class Everything extends UntrustedUpstream {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("app.rate-limit.store", "redis");
            settings.put("quarkus.redis.hosts", "redis://127.0.0.1:" + QuietPort.choose());
            return settings;
        }
    }

    private Set<String> shown() throws JsonProcessingException {
        return json
                .readTree(Files.text(Files.ROOT.resolve("deploy/grafana/dashboards/controls.json")))
                .findValues("expr")
                .stream()
                .map(expression -> expression.asText().replaceAll("\"[^\"]*\"|by \\([^)]*\\)", ""))
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> measured() {
        return given().get(metrics)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Some meters exist from the first time on that there is something to count. */
    private void everything_happens_once() {
        for (int i = 0; i < MORE_THAN_MAY_LOG_IN; i++) {
            Actors.logIn("nobody@example.com", "not the password");
        }
        given().get("/api/v1/auth/challenge").then().statusCode(200);
        given().contentType(ContentType.JSON)
                .body(Map.of("email", "x@example.org", "displayName", "X", "password", "a good new password"))
                .post("/api/v1/auth/register")
                .then()
                .statusCode(400);
        breached.contains("a good new password");
        Actor editor = Actors.editor();
        editor.post("/webhooks", Map.of("url", "https://10.0.0.1/", "events", List.of("report.published")));
        Hooks.registeredBy(editor);
        Hooks.publishedBy(editor);
    }

    @Test
    void every_metric_that_it_shows_is_measured() throws Exception {
        everything_happens_once();
        Set<String> shown = shown();
        assertThat(shown)
                .containsAll(List.of(
                        "rate_limit_refused_total", "http_server_requests_seconds_count", "agroal_active_count"));
        Eventually.holds(() -> assertThat(measured()).containsAll(shown));
    }
}
