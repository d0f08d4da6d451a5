package org.acme.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.DefectiveResource;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.LogLines;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Details of a failure are in the log, under the trace id of the problem that the client received. */
@QuarkusTest
class LoggedFailuresTest {

    private static void assertLogged(LogLines log, Response refusal, String saying) {
        String traceId = refusal.path("traceId");
        assertThat(log.awaitLine(traceId + " " + refusal.statusCode())).contains(saying);
    }

    @Nested
    class Log_lines {

        @Test
        void refused_access_to_an_object_is_logged() {
            Actor alice = Actors.editor();
            Actor bob = Actors.editor();
            String hidden = bob.writesPrivately();
            String visible = bob.publishes("For all to read");
            try (LogLines log = LogLines.of(ProblemContract.class.getName())) {
                assertLogged(log, alice.get("/reports/" + hidden), "404 not-found");
                assertLogged(log, alice.delete("/reports/" + visible), "403 forbidden");
            }
        }

        @Test
        void request_refused_by_validation_or_a_rate_limit_is_logged() {
            Actor alice = Actors.editor();
            try (LogLines log = LogLines.of(ProblemContract.class.getName())) {
                assertLogged(log, alice.post("/reports", Map.of("unknown", 1)), "400 malformed-request");
                assertLogged(log, alice.post("/reports", Map.of("title", "")), "400 validation-failed");
                assertLogged(log, exhausted(), "429 rate-limited");
            } finally {
                EmptyWindows.letThemPass();
            }
        }

        private static Response exhausted() {
            Response answer;
            do {
                answer = Actors.post("/auth/refresh", Map.of("refreshToken", "made-up"));
            } while (answer.statusCode() != 429);
            return answer;
        }

        @Test
        void unexpected_failure_is_logged_with_its_type_and_without_its_message() {
            try (LogLines log = LogLines.of(ProblemContract.class.getName())) {
                Response failed =
                        Actors.anonymous().queryParam("failure", "DEFECT").get("/defective");
                assertLogged(log, failed, "500 internal-error java.lang.IllegalStateException");
                assertThat(log.lines()).noneMatch(line -> line.contains(DefectiveResource.DETAIL));
            }
        }

        @Test
        void rejected_value_is_logged_by_field_and_position_only() {
            Actor alice = Actors.editor();
            try (LogLines log = LogLines.of(ProblemContract.class.getName())) {
                alice.post("/reports", Map.of("visibility", "x\r\n2026-01-01 INFO forged"));
                assertThat(log.awaitLine("400 malformed-request"))
                        .contains("InvalidFormatException: field visibility, line 1, column 15")
                        .doesNotContain("forged");
                alice.post("/reports", Map.of("title", "", "body", "B", "visibility", "PRIVATE"));
                assertThat(log.awaitLine("400 validation-failed")).endsWith("[title]");
            }
        }

        @Test
        void log_line_has_a_time_with_a_zone() {
            String pattern = ConfigProvider.getConfig().getValue("quarkus.log.console.format", String.class);
            String line = new PatternFormatter(pattern)
                    .format(new ExtLogRecord(Level.INFO, "text", getClass().getName()));
            assertThat(line).matches("(?s)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) .*");
        }
    }
}
