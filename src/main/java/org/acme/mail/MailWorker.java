package org.acme.mail;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.acme.outbox.Workers;
import org.acme.problem.Outages;

/**
 * Sends the messages of the outbox: a new message right after its transaction commits, delayed messages every ten
 * seconds. A failed message delays no other message and is retried later. A mail server that hangs occupies one of four
 * threads for at most {@code app.mail.timeout}. Retries occupy at most two of these threads, so a new message waits for
 * other new messages only.
 */
@ApplicationScoped
class MailWorker implements MeterBinder {

    private static final String METRIC = "palisade.mail.attempts";

    private static final int THREADS = 4;

    private static final int RETRY_THREADS = 2;

    private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);

    private final MailQueue queue;
    private final Map<AccountMail.Kind, MailTemplate> templates = new EnumMap<>(AccountMail.Kind.class);
    private final MailSender mailSender;
    private final MeterRegistry metrics;
    private final Workers<AccountMail> workers;
    private final Semaphore retries = new Semaphore(RETRY_THREADS);

    MailWorker(MailQueue queue, @All List<MailTemplate> templates, MailSender mailSender, MeterRegistry metrics) {
        this.queue = queue;
        templates.forEach(template -> this.templates.put(template.kind(), template));
        this.mailSender = mailSender;
        this.metrics = metrics;
        this.workers = new Workers<>("mails", THREADS, this::next, this::send, Outages::isDuringJob);
    }

    /** Registers the counters at startup, so that the first failure is an increase. */
    @Override
    public void bindTo(MeterRegistry registry) {
        for (MailSender.Delivery delivery : MailSender.Delivery.values()) {
            registry.counter(METRIC, "outcome", delivery.label());
        }
    }

    void added(@Observes(during = TransactionPhase.AFTER_SUCCESS) MailOutbox.MailAdded event) {
        wake();
    }

    @Scheduled(every = "10s", delayed = "10s")
    void wake() {
        workers.wake();
    }

    void run() {
        workers.run();
    }

    private Optional<AccountMail> next() {
        return queue.claimNew().or(this::nextRetry);
    }

    private Optional<AccountMail> nextRetry() {
        if (!retries.tryAcquire()) {
            return Optional.empty();
        }
        Optional<AccountMail> mail = Optional.empty();
        try {
            mail = queue.claimRetry();
            return mail;
        } finally {
            if (mail.isEmpty()) {
                retries.release();
            }
        }
    }

    private void send(AccountMail mail) {
        try {
            Optional<EmailMessage> message = templates.get(mail.kind()).message(mail.request());
            switch (message.map(this::deliver).orElse(MailSender.Delivery.ACCEPTED)) {
                case ACCEPTED -> queue.done(mail);
                case TIMED_OUT -> queue.timedOut(mail);
                case FAILED -> {}
            }
        } finally {
            if (mail.isRetried()) {
                retries.release();
            }
        }
    }

    private MailSender.Delivery deliver(EmailMessage message) {
        MailSender.Delivery delivery = mailSender.deliver(message);
        metrics.counter(METRIC, "outcome", delivery.label()).increment();
        return delivery;
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        workers.stop(TIME_TO_STOP);
    }
}
