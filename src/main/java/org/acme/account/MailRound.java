package org.acme.account;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import org.acme.problem.Outages;
import org.acme.shared.Workers;

/**
 * Sends the messages of the outbox: a new message right after its transaction commits, delayed messages every ten
 * seconds. A failed message delays no other message and is retried later. A mail server that hangs occupies one of four
 * threads for at most {@code app.mail.timeout}.
 */
@ApplicationScoped
class MailRound {

    private static final int THREADS = 4;
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);

    private final MailQueue queue;
    private final MailTokens tokens;
    private final Postman postman;
    private final Workers<AccountMail> workers;

    MailRound(MailQueue queue, MailTokens tokens, Postman postman) {
        this.queue = queue;
        this.tokens = tokens;
        this.postman = postman;
        this.workers = new Workers<>("mails", THREADS, queue::claim, this::send, Outages::is);
    }

    void added(@Observes(during = TransactionPhase.AFTER_SUCCESS) Outbox.MailAdded event) {
        wake();
    }

    @Scheduled(every = "10s", delayed = "10s")
    void wake() {
        workers.wake();
    }

    /** Sends messages until none is due. */
    void run() {
        workers.run();
    }

    private void send(AccountMail mail) {
        if (tokens.letter(mail).map(postman::deliver).orElse(true)) {
            queue.done(mail);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        workers.stop(TIME_TO_STOP);
    }
}
