package org.acme.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.report.sharing.Access;
import org.acme.security.authentication.Caller;
import org.acme.security.authorization.Decision;
import org.acme.user.User;
import org.junit.jupiter.api.Test;

/** Tests the permissions of callers on a report that they can see. */
class ReportPolicyTest {

    private static final Set<String> WRITER = Set.of(Permissions.REPORTS_READ, Permissions.REPORTS_WRITE);

    private final UUID ownerId = UUID.randomUUID();
    private final Report report = new Report(
            new User() {
                @Override
                public UUID id() {
                    return ownerId;
                }
            },
            new CreateReport("T", "B", Visibility.PRIVATE),
            Instant.EPOCH);

    private final Caller owner = new Caller(ownerId, "Alice", WRITER);
    private final Caller other = new Caller(UUID.randomUUID(), "Alice", WRITER);
    private final Caller moderator = new Caller(UUID.randomUUID(), "Alice", Set.of(Permissions.REPORTS_MODERATE));

    @Test
    void owner_may_perform_every_operation_on_a_report() {
        assertThat(ReportPolicy.revise(owner, report, Optional.empty()).allowed())
                .isTrue();
        assertThat(ReportPolicy.setVisibility(owner, report, Visibility.INTERNAL)
                        .allowed())
                .isTrue();
        assertThat(ReportPolicy.delete(owner, report).allowed()).isTrue();
        assertThat(ReportPolicy.share(owner, report).allowed()).isTrue();
        assertThat(ReportPolicy.transition(owner, report).allowed()).isTrue();
    }

    @Test
    void moderator_may_perform_every_operation_on_a_report() {
        assertThat(ReportPolicy.revise(moderator, report, Optional.empty()).allowed())
                .isTrue();
        assertThat(ReportPolicy.setVisibility(moderator, report, Visibility.INTERNAL)
                        .allowed())
                .isTrue();
        assertThat(ReportPolicy.delete(moderator, report).allowed()).isTrue();
        assertThat(ReportPolicy.share(moderator, report).allowed()).isTrue();
        assertThat(ReportPolicy.transition(moderator, report).allowed()).isTrue();
    }

    @Test
    void write_share_allows_only_revising_a_report() {
        assertThat(ReportPolicy.revise(other, report, Optional.of(Access.WRITE)).allowed())
                .isTrue();
        assertThat(ReportPolicy.setVisibility(other, report, report.visibility).allowed())
                .isTrue();
        assertThat(ReportPolicy.setVisibility(other, report, Visibility.INTERNAL)
                        .allowed())
                .isFalse();
        assertThat(ReportPolicy.delete(other, report).allowed()).isFalse();
        assertThat(ReportPolicy.share(other, report).allowed()).isFalse();
        assertThat(ReportPolicy.transition(other, report).allowed()).isFalse();
    }

    @Test
    void refusal_of_the_report_policy_has_a_reason() {
        Decision refused = ReportPolicy.revise(other, report, Optional.of(Access.READ));
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.reason()).contains("write access");
    }

    @Test
    void change_is_moderation_when_only_the_permission_of_a_moderator_allows_it() {
        Caller owningModerator = new Caller(ownerId, "Alice", Set.of(Permissions.REPORTS_MODERATE));
        assertThat(ReportPolicy.isModeration(moderator, report)).isTrue();
        assertThat(ReportPolicy.isModeration(owningModerator, report)).isFalse();
        assertThat(ReportPolicy.isModeration(owner, report)).isFalse();
        assertThat(ReportPolicy.isModeration(other, report)).isFalse();
    }
}
