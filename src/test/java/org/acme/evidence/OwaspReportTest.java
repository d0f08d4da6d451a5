package org.acme.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwaspReportTest {

    private static Evidence attack(String variant, boolean held, String... answers) {
        return new Evidence(
                Risk.API1, "Api01Test", "Hidden reports", "alice reads <it>", variant, held, List.of(answers));
    }

    @Test
    void owasp_report_shows_group_attack_response_and_folder() {
        assertThat(OwaspReport.of(List.of(attack("", true, "GET /reports/{id} → 404 not-found"))))
                .contains("Hidden reports", "alice reads &lt;it&gt;", "GET /reports/{id} → 404 not-found")
                .contains("src/main/java/org/acme/security/authorization")
                .contains("Attacks: 1, none succeeded");
    }

    @Test
    void owasp_report_shows_a_successful_attack_among_failed_ones() {
        assertThat(OwaspReport.of(List.of(attack("[1] here", true), attack("[2] there", false))))
                .contains("1 SUCCEEDED", "<section id=\"API1\" class=\"broken\">", "<tr class=\"broken\">")
                .contains("<div class=\"broken\">[2] there</div>");
    }

    @Test
    void owasp_report_marks_a_risk_without_attacks_as_untried() {
        assertThat(OwaspReport.of(List.of(attack("", true))))
                .contains("<section id=\"API2\" class=\"untried\">")
                .contains("No attack ran.");
    }

    @Test
    void owasp_report_shows_refusals_before_preparing_responses() {
        String page = OwaspReport.of(List.of(attack("", true, "POST /reports → 201", "GET /reports/{id} → 404")));

        assertThat(page.indexOf("→ 404")).isLessThan(page.indexOf("→ 201"));
    }

    @Test
    void owasp_report_names_a_control_folder_for_every_risk() {
        for (Risk risk : Risk.values()) {
            assertThat(ControlFolders.against(risk)).as(risk.title).isNotEmpty();
        }
    }
}
