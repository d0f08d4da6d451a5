package org.acme.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Eventually;
import org.acme.fixture.Hooks;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.security.outbound.OutboundConfig;
import org.acme.webhook.DeliveryQueue.Attempt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeliveryQueueTest {

    /** Longer than a claim. */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    @Inject
    DeliveryQueue queue;

    @Inject
    Webhooks webhooks;

    @Inject
    OutboundConfig calls;

    private Actor alice;

    @BeforeEach
    void deleteOtherWebhooks() {
        Sql.run("delete from webhooks");
        alice = Actors.editor();
    }

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    private UUID webhook() {
        return UUID.fromString(Hooks.registeredBy(alice));
    }

    /** Adds a due delivery, which no worker learns of. */
    private static UUID due(UUID webhook, int attempts) {
        UUID id = UUID.randomUUID();
        Sql.run(
                "insert into webhook_deliveries (id, webhook_id, event, report_id, status, attempts, created_at,"
                        + " next_attempt_at) values (?, ?, 'report.published', gen_random_uuid(), 'PENDING', ?, now(),"
                        + " now() - ?::int * interval '1 second')",
                id,
                webhook,
                attempts,
                1 + attempts);
        return id;
    }

    private static String state(UUID delivery) {
        return Sql.column(
                        "select concat_ws(' ', status, attempts, last_error) from webhook_deliveries where id = ?",
                        delivery)
                .strip();
    }

    @Test
    void webhook_with_an_interrupted_last_attempt_does_not_delay_other_webhooks() {
        due(webhook(), Delivery.MAX_ATTEMPTS);
        UUID other = webhook();
        due(other, 0);
        assertThat(queue.claim()).map(attempt -> attempt.webhook().id).contains(other);
    }

    @Test
    void webhook_that_a_worker_is_claiming_does_not_delay_other_workers() {
        UUID first = webhook();
        due(first, 1);
        UUID second = webhook();
        due(second, 0);
        QuarkusTransaction.begin();
        try {
            assertThat(queue.claim()).map(attempt -> attempt.webhook().id).contains(first);
            CompletableFuture<Optional<UUID>> other =
                    Parallel.begin(() -> queue.claim().map(attempt -> attempt.webhook().id));
            Eventually.within(
                    Duration.ofSeconds(20), () -> assertThat(other).isCompletedWithValue(Optional.of(second)));
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    @Test
    void claim_of_a_webhook_outlasts_the_longest_call_so_that_its_result_is_recorded() {
        due(webhook(), 0);
        assertThat(queue.claim()).isPresent();
        MovableTime.forward(calls.totalTimeout().plusSeconds(20));
        assertThat(queue.claim()).isEmpty();
        MovableTime.forward(Duration.ofSeconds(20));
        assertThat(queue.claim()).isPresent();
    }

    @Test
    void interrupted_last_attempt_is_not_repeated_before_a_newer_delivery() {
        UUID webhook = webhook();
        due(webhook, Delivery.MAX_ATTEMPTS);
        UUID newer = due(webhook, 0);
        assertThat(queue.claim()).map(attempt -> attempt.delivery().id).contains(newer);
    }

    @Test
    void late_result_of_a_former_attempt_does_not_change_the_delivery_under_way() {
        UUID delivery = due(webhook(), 1);
        Attempt late = queue.claim().orElseThrow();
        MovableTime.forward(PAUSE);
        assertThat(queue.claim()).isPresent();
        queue.done(late, Outcome.failed(DeliveryError.TIMED_OUT));
        assertThat(state(delivery)).isEqualTo("PENDING 3");
    }

    @Test
    void late_result_of_a_former_attempt_does_not_release_the_webhook() {
        UUID webhook = webhook();
        due(webhook, 1);
        due(webhook, 0);
        due(webhook, 0);
        Attempt late = queue.claim().orElseThrow();
        MovableTime.forward(PAUSE);
        Attempt current = queue.claim().orElseThrow();
        queue.done(late, Outcome.failed(DeliveryError.TIMED_OUT));
        assertThat(queue.claim()).isEmpty();
        queue.done(current, Outcome.failed(DeliveryError.TIMED_OUT));
        assertThat(queue.claim()).isPresent();
    }

    @Test
    void report_is_published_while_a_webhook_is_deleted() throws SQLException {
        String report = alice.writesPrivately();
        try (Sql.Transaction deletion = Sql.begin("delete from webhooks where id = ?", webhook())) {
            CompletableFuture<Integer> published = Parallel.begin(
                    () -> alice.post("/reports/" + report + "/publish", "").statusCode());
            deletion.awaitWaiting();
            deletion.commit();
            assertThat(published.join()).isEqualTo(200);
        }
    }

    @Test
    void webhook_is_claimed_and_released_while_a_report_is_published() {
        UUID webhook = webhook();
        UUID delivery = due(webhook, 0);
        QuarkusTransaction.begin();
        try {
            assertThat(webhooks.unscopedLocked(List.of(webhook))).hasSize(1);
            CompletableFuture<Void> attempt = Parallel.begin(() -> {
                queue.done(queue.claim().orElseThrow(), Outcome.failed(DeliveryError.TIMED_OUT));
                return null;
            });
            Eventually.within(Duration.ofSeconds(20), () -> assertThat(attempt).isCompletedWithValue(null));
        } finally {
            QuarkusTransaction.rollback();
        }
        assertThat(state(delivery)).startsWith("PENDING 1");
    }
}
