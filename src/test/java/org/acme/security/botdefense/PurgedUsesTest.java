package org.acme.security.botdefense;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PurgedUsesTest {

    @Inject
    UsedChallenges challenges;

    @Inject
    FlowQuota quota;

    @Inject
    Clock clock;

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    @Test
    void spent_challenges_are_purged_when_no_instance_accepts_them_any_more() {
        String expired = "expired " + UUID.randomUUID();
        String recent = "recent " + UUID.randomUUID();
        Sql.run(
                "insert into spent_challenges (challenge, expires_at)"
                        + " values (?, now() - interval '11 minutes'), (?, now() - interval '9 minutes')",
                expired,
                recent);
        challenges.purge();
        assertThat(Sql.column("select challenge from spent_challenges where challenge in (?, ?)", expired, recent)
                        .strip())
                .isEqualTo(recent);
    }

    @Test
    void flow_quota_uses_are_kept_for_today_and_yesterday() {
        Actor alice = Actors.editor();
        MovableTime.stop();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (int days = 0; days < 4; days++) {
            Sql.run(
                    "insert into flow_uses (flow, user_id, day, uses) values ('export', ?, ?, 1)",
                    alice.id(),
                    today.minusDays(days));
        }
        quota.purge();
        assertThat(Sql.column("select day from flow_uses where user_id = ? order by day", alice.id())
                        .lines())
                .containsExactly(today.minusDays(1).toString(), today.toString());
    }
}
