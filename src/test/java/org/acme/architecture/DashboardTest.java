package org.acme.architecture;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URL;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.fixture.Eventually;
import org.acme.fixture.RedisOutage;
import org.junit.jupiter.api.Test;

/**
 * All metrics in the dashboard, the alert rules and the operations guide exist from startup on. A metric that is
 * created by its first event shows no increase, so an alert would miss that event.
 */
@QuarkusTest
@TestProfile(RedisOutage.class)
class DashboardTest {

    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b(?=[\\[{) ]|$)");
    private static final Pattern SELECTED = Pattern.compile("([a-z]+(?:_[a-z]+)+)\\{([a-z]+=\"[^\"]*\")\\}");
    private static final Pattern NO_METRIC = Pattern.compile("\"[^\"]*\"|\\b(?:by|on|without) \\([^)]*\\)");

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    private static Set<String> named(ObjectMapper format, String file) throws IOException {
        return format.readTree(Files.text(Files.ROOT.resolve(file))).findValues("expr").stream()
                .map(JsonNode::asText)
                .map(expression -> NO_METRIC.matcher(expression).replaceAll(""))
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> documented() {
        String guide = Files.text(Files.ROOT.resolve("docs/operations.md"));
        String table = guide.substring(guide.indexOf("| metric |"), guide.indexOf("\n\n", guide.indexOf("| metric |")));
        return table.lines()
                .flatMap(row -> Stream.of(row.split("\\|")[1].split(",")))
                .filter(name -> name.contains("`"))
                .map(name -> name.replace("`", "").strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Series that an alert selects by a label, such as a kind of event. */
    private static Stream<MatchResult> selected() {
        return SELECTED.matcher(Files.text(Files.ROOT.resolve("deploy/prometheus/alerts.yml")))
                .results();
    }

    private static Set<String> names(String scraped) {
        return scraped.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_documented_metric_exists_before_its_first_event() throws Exception {
        Set<String> shown = named(new ObjectMapper(), "deploy/grafana/dashboards/controls.json");
        Set<String> alerted = named(new YAMLMapper(), "deploy/prometheus/alerts.yml");
        assertThat(shown)
                .contains(
                        "palisade_ratelimit_refused_total",
                        "http_server_requests_seconds_count",
                        "agroal_active_count");
        assertThat(alerted)
                .contains("palisade_problems_total", "palisade_ratelimit_redis_available", "jvm_memory_max_bytes");
        assertThat(documented()).contains("palisade_audit_events_total", "executor_queued_tasks");
        String scraped = given().get(metrics).then().statusCode(200).extract().asString();
        assertThat(selected()).isNotEmpty().allSatisfy(series -> assertThat(scraped)
                .as(series.group())
                .containsPattern("(?m)^" + series.group(1) + "\\{[^}]*\\b" + series.group(2)));
        assertThat(names(scraped)).containsAll(shown).containsAll(alerted).containsAll(documented());

        given().get("/api/v1/auth/challenge").then().statusCode(200);
        Eventually.holds(() -> assertThat(given().get(metrics).asString())
                .as("a path that was requested has the same labels")
                .contains("uri=\"/api/v1/auth/challenge\""));
    }
}
