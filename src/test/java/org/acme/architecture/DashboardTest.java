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
import java.util.List;
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

    private static final String DASHBOARD = "deploy/grafana/dashboards/controls.json";
    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b(?=[\\[{) ]|$)");
    private static final Pattern SELECTED = Pattern.compile("([a-z]+(?:_[a-z]+)+)\\{([a-z]+=\"[^\"]*\")\\}");
    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern KEPT = Pattern.compile("by \\(([^)]*)\\)");
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

    /** Series that an alert selects by a label, such as a kind of event. Prometheus itself adds the job. */
    private static Stream<MatchResult> selected() {
        String rules = Files.text(Files.ROOT.resolve("deploy/prometheus/alerts.yml"));
        return SELECTED.matcher(rules.replaceAll("job=\"palisade\",?", "")).results();
    }

    private static Set<String> names(String scraped) {
        return scraped.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_documented_metric_exists_before_its_first_event() throws Exception {
        Set<String> shown = named(new ObjectMapper(), DASHBOARD);
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

        given().get("/api/v1/settings").then().statusCode(401);
        Eventually.holds(() -> assertThat(given().get(metrics).asString())
                .as("a path that was requested has the same labels")
                .contains("uri=\"/api/v1/settings\""));
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(Files.text(Files.ROOT.resolve(DASHBOARD)));
    }

    /** Grafana shows nothing in the place of a label that the query does not return. */
    @Test
    void legends_of_the_dashboard_use_labels_that_their_queries_keep() throws Exception {
        assertThat(dashboard().findParents("legendFormat")).isNotEmpty().allSatisfy(target -> {
            List<String> labels = groups(LABEL, target.get("legendFormat").asText());
            assertThat(groups(KEPT, target.get("expr").asText()))
                    .allSatisfy(kept -> assertThat(kept.split(", ")).containsAll(labels));
        });
    }

    /** Without thresholds, Grafana shows 0 in green. */
    @Test
    void dependencies_at_zero_are_red_on_the_dashboard() throws Exception {
        assertThat(dashboard().get("panels"))
                .filteredOn(panel -> panel.get("type").asText().equals("stat"))
                .isNotEmpty()
                .allSatisfy(panel -> assertThat(panel.at("/fieldConfig/defaults/thresholds/steps"))
                        .extracting(step -> step.get("color").asText() + " from " + step.get("value"))
                        .containsExactly("red from null", "green from 1"));
    }

    private static List<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    // palisade-only:begin
    @Test
    void picture_of_the_dashboard_shows_the_data_of_each_present_query() throws Exception {
        String picture = Files.text(Files.ROOT.resolve("docs/dashboard.svg"));
        JsonNode panels = dashboard().get("panels");
        assertThat(unescaped(Pattern.compile("<text class=\"(?:row|name)\"[^>]*>([^<]*)<"), picture))
                .isNotEmpty()
                .containsExactlyElementsOf(panels.findValuesAsText("title"));
        assertThat(unescaped(Pattern.compile("<!-- (.*) -->"), picture))
                .isNotEmpty()
                .containsExactlyElementsOf(panels.findValuesAsText("expr"));
        assertThat(picture.split("class=\"card\"")).hasSizeGreaterThan(20).allSatisfy(panel -> assertThat(panel)
                .containsPattern("class=\"(?:line|tile|head)\""));
        assertThat(picture).hasSizeLessThan(150_000).doesNotContain("href", "<script", "url(");
    }

    private static List<String> unescaped(Pattern pattern, String picture) {
        return groups(pattern, picture).stream()
                .map(text -> text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
                .toList();
    }
    // palisade-only:end
}
