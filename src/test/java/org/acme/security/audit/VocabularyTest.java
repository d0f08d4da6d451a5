package org.acme.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acme.application.ReportEvent;
import org.acme.application.SecurityEvent;
import org.acme.application.WebhookEvent; // webhook-only
import org.junit.jupiter.api.Test;

/** Compares docs/security-events.md with the sealed type of the events. */
class VocabularyTest {

    private static final Pattern ROW = Pattern.compile(
            "\\| (?:`([a-z-]+)`(?: \\(`[A-Z]+`\\))?|other [a-z ]+) \\| `([a-z_]+)` \\| ([0-9]{4} [A-Za-z ]+) \\| ([0-9]+ [A-Za-z ]+) \\|.*");

    /** Names of the OWASP Logging Vocabulary that an API without files and sessions in memory can use. */
    private static final Set<String> VOCABULARY = Set.of(
            "authn_login_success",
            "authn_login_successafterfail",
            "authn_login_fail",
            "authn_login_fail_max",
            "authn_login_lock",
            "authn_password_change",
            "authn_password_change_fail",
            "authn_impossible_travel",
            "authn_token_created",
            "authn_token_revoked",
            "authn_token_reuse",
            "authn_token_delete",
            "authz_fail",
            "authz_change",
            "authz_admin",
            "excess_rate_limit_exceeded",
            "input_validation_fail",
            "malicious_excess_404",
            "malicious_direct_reference",
            "privilege_permissions_changed",
            "sensitive_create",
            "sensitive_read",
            "sensitive_update",
            "sensitive_delete",
            "session_created",
            "session_renewed",
            "session_expired",
            "session_use_after_expire",
            "user_created",
            "user_updated",
            "user_archived",
            "user_deleted");

    /** Names with a row for all events that have them. */
    private static final Set<String> OF_OBJECTS = Set.of("sensitive_create", "sensitive_update", "sensitive_delete");

    /** Classes of OCSF 1.3 with the activities that the events use. */
    private static final Map<String, Set<String>> OCSF = Map.of(
            "3001 Account Change",
                    Set.of(
                            "1 Create",
                            "2 Enable",
                            "3 Password Change",
                            "4 Password Reset",
                            "5 Disable",
                            "6 Delete",
                            "10 MFA Factor Enable",
                            "11 MFA Factor Disable",
                            "99 Other"),
            "3002 Authentication", Set.of("1 Logon", "2 Logoff", "99 Other"),
            "3004 Entity Management", Set.of("1 Create", "3 Update", "4 Delete", "99 Other"),
            "3005 User Access Management", Set.of("1 Assign Privileges", "2 Revoke Privileges", "99 Other"),
            "6003 API Activity", Set.of("99 Other"));

    private static Stream<Matcher> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/security-events.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches);
    }

    @Test
    void documented_vocabulary_names_are_those_of_the_events() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        rows().filter(row -> row.group(1) != null).forEach(row -> documented.put(row.group(1), row.group(2)));
        Map<String, String> recorded = new TreeMap<>();
        Vocabulary vocabulary = new Vocabulary(List.of(
                new WebhookEvent.AllKinds(), // webhook-only
                new SecurityEvent.AllKinds(),
                new ReportEvent.AllKinds()));
        vocabulary.types().forEach(type -> recorded.put(type, vocabulary.of(type)));
        assertThat(recorded).hasSizeGreaterThan(SecurityEvent.class.getPermittedSubclasses().length);
        assertThat(VOCABULARY).containsAll(recorded.values());
        recorded.values().removeAll(OF_OBJECTS);
        assertThat(documented).isEqualTo(recorded);
        assertThat(rows().filter(row -> row.group(1) == null).map(row -> row.group(2)))
                .containsExactlyInAnyOrderElementsOf(OF_OBJECTS);
    }

    @Test
    void each_event_is_documented_with_a_class_and_an_activity_of_ocsf() throws IOException {
        assertThat(rows()).isNotEmpty().allSatisfy(row -> assertThat(OCSF.get(row.group(3)))
                .as(row.group())
                .contains(row.group(4)));
    }

    /** Otherwise, an event could have the activity Other beside one that says what happened. */
    @Test
    void each_activity_of_ocsf_that_fits_an_event_is_used() throws IOException {
        Map<String, Set<String>> used = new TreeMap<>();
        rows().forEach(row ->
                used.computeIfAbsent(row.group(3), name -> new TreeSet<>()).add(row.group(4)));
        assertThat(used).isEqualTo(OCSF);
    }
}
