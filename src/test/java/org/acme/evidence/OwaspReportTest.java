package org.acme.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OwaspReportTest {

    private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");
    private static final Exchange REFUSAL = new Exchange(
            "GET /reports/{id} → 404 not-found",
            "GET /reports/{id}\nAuthorization: Bearer …\n",
            "404\n\n{\"a\":\"<b>\"}");

    private static Evidence attack(String variant, boolean held, Exchange... answers) {
        return new Evidence(
                Risk.API1, "Api01GraphQlTest", "Hidden reports", "alice reads <it>", variant, held, List.of(answers));
    }

    private static Evidence attack(String variant, boolean held, String... answers) {
        return attack(
                variant,
                held,
                Stream.of(answers).map(line -> new Exchange(line, "", "")).toArray(Exchange[]::new));
    }

    private static String report(List<Evidence> evidence) {
        return OwaspReport.of(evidence, List.of(), List.of());
    }

    @Test
    void owasp_report_shows_group_attack_response_and_folder() {
        assertThat(report(List.of(attack("", true, "GET /reports/{id} → 404 not-found"))))
                .contains("Hidden reports", "alice reads &lt;it&gt;")
                .contains("<code>GET /reports/{id}</code> <code>404 not-found</code>")
                .contains("src/main/java/org/acme/security/authorization")
                .contains("Attacks: 1, none succeeded");
    }

    @Test
    void owasp_report_shows_request_and_response_side_by_side() {
        assertThat(report(List.of(attack("", true, REFUSAL))))
                .contains("<div class=\"pair\"><pre>GET /reports/{id}\nAuthorization: Bearer …\n</pre>"
                        + "<pre>404\n\n{&quot;a&quot;:&quot;&lt;b&gt;&quot;}</pre></div>");
    }

    @Test
    void owasp_report_shows_a_successful_attack_among_failed_ones() {
        assertThat(report(List.of(attack("[1] here", true, REFUSAL), attack("[2] there", false, REFUSAL))))
                .contains(
                        "1 SUCCEEDED", "<section id=\"API1\" class=\"broken\">", "<tr class=\"broken\">", "✗ succeeded")
                .contains("<div class=\"broken\">[2] there</div>");
    }

    @Test
    void owasp_report_marks_a_risk_without_attacks_as_untried() {
        assertThat(report(List.of(attack("", true, REFUSAL))))
                .contains("<section id=\"API2\" class=\"untried\">")
                .contains("No attack ran.");
    }

    @Test
    void owasp_report_shows_refusals_before_preparing_responses() {
        String page = report(List.of(attack("", true, "POST /reports → 201", "GET /reports/{id} → 404")));

        assertThat(page.indexOf("<code>404")).isPositive().isLessThan(page.indexOf("<code>201"));
    }

    @Test
    void owasp_report_shows_a_graphql_error_as_a_refusal_and_later_responses_before_earlier_ones() {
        String page = report(List.of(
                attack("", true, "POST /graphql → 200 not-found", "POST /reports → 201", "GET /reports/{id} → 304")));

        assertThat(page).containsSubsequence("<code>200 not-found", "<code>304", "<code>201");
    }

    @Test
    void owasp_report_names_a_control_folder_for_every_risk() {
        for (Risk risk : Risk.values()) {
            assertThat(ControlFolders.against(risk)).as(risk.title).isNotEmpty();
        }
    }

    @Test
    void owasp_report_links_each_risk_to_its_controls_and_to_its_card_of_the_lab() {
        String page = report(List.of(attack("", true, REFUSAL)));

        for (Risk risk : Risk.values()) {
            assertThat(page).contains("href=\"http://127.0.0.1:8085/#" + risk + "\"");
            assertThat(ControlFolders.against(risk))
                    .allSatisfy(folder -> assertThat(page).contains("<a href=\"../" + folder + "\">"));
        }
    }

    @Test
    void owasp_report_is_filtered_by_the_controls_that_name_the_test_as_their_proof() {
        String graphQl = "src/main/java/org/acme/security/graphql";

        assertThat(report(List.of(attack("", true, REFUSAL))))
                .contains("<table data-controls=\"" + graphQl + "\">", "<option>" + graphQl + "</option>");
    }

    @Test
    void owasp_report_shows_for_each_risk_which_removed_controls_a_test_noticed() {
        List<Removal> removals = Removal.of("""
                | sabotage | risk | removes | test | result |
                |---|---|---|---|---|
                | api1-a | API1 | Scope of <reads>. | `ATest#reads` | held |
                | api1-b | API1 | Scope of writes. | `ATest#writes` | SURVIVED |
                | api2-c | API2 | Algorithm. | `BTest#none` | held before |
                | api2-d | API2 | Expiry. | `BTest#old` | not tried |
                """);

        assertThat(OwaspReport.of(List.of(attack("", true, REFUSAL)), removals, List.of()))
                .containsSubsequence(
                        "id=\"API1\"",
                        "a test noticed: 1 of 2",
                        "<li>✓ Scope of &lt;reads&gt;. <code>ATest#reads</code></li>",
                        "<li>✗ SURVIVED Scope of writes.",
                        "id=\"API2\"",
                        "a test noticed: 1 of 1")
                .doesNotContain("Expiry.");
    }

    @Test
    void owasp_report_shows_how_many_mutations_a_unit_test_noticed_and_lists_the_others() {
        List<Mutation> mutations = Mutation.of("""
                <mutations>
                  <mutation detected="true" status="KILLED">
                    <mutatedClass>org.acme.shared.AddressBlock</mutatedClass><mutatedMethod>contains</mutatedMethod>
                    <lineNumber>12</lineNumber><description>negated conditional</description>
                  </mutation>
                  <mutation detected="false" status="SURVIVED">
                    <mutatedClass>org.acme.shared.AddressBlock</mutatedClass><mutatedMethod>&lt;init&gt;</mutatedMethod>
                    <lineNumber>7</lineNumber><description>removed call</description>
                  </mutation>
                </mutations>
                """);

        assertThat(OwaspReport.of(List.of(attack("", true, REFUSAL)), List.of(), mutations))
                .contains("unit tests noticed 1 of 2 changes")
                .contains("<li>✗ <code>AddressBlock.&lt;init&gt;, line 7</code> removed call</li>")
                .doesNotContain("negated conditional");
    }

    @Test
    void owasp_report_is_one_file_that_loads_nothing_and_runs_only_its_own_script() throws Exception {
        String page = report(List.of(attack("", true, REFUSAL)));

        String script = SCRIPT.matcher(page).results().findFirst().orElseThrow().group(1);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
        assertThat(page)
                .contains("default-src 'none'")
                .contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
                .contains("@media print")
                .doesNotContain("{{", " src=", "@import", "url(", "<link");
    }

    @Test
    void exchange_of_a_raw_request_is_recorded_without_credentials_ids_and_tokens() {
        ObservedResponses.taken();
        ObservedResponses.add("only the local list was checked");
        ObservedResponses.add("only the local list was checked");

        assertThat(ObservedResponses.taken()).containsExactly(new Exchange("only the local list was checked", "", ""));
        assertThat(
                        ObservedResponses.masked(
                                "GET /reports/0190a7b2-6c9d-7e11-8d5f-0a1b2c3d4e5f HTTP/1.1\r\n"
                                        + "Authorization: Bearer abc\r\nX-API-Key: pal_1\r\n\r\n{\"refreshToken\":\"r\",\"otp\": \"123456\",\"recoveryCodes\":[\"a\",\"b\"],\"jwt\":\"eyJh.eyJi.c\"}"))
                .isEqualTo("GET /reports/{id} HTTP/1.1\nAuthorization: Bearer …\nX-API-Key: …\n\n"
                        + "{\"refreshToken\":\"…\",\"otp\": \"…\",\"recoveryCodes\":[…],\"jwt\":\"{token}\"}");
    }
}
