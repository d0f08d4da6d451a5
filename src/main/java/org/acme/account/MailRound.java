package org.acme.account;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/** Carries the outbox to the mail server: soon after a mail was added, and now and then what had to wait. */
@ApplicationScoped
class MailRound {

    private static final Logger LOG = Logger.getLogger(MailRound.class);

    private final MailQueue queue;
    private final MailTokens tokens;
    private final Postman postman;

    MailRound(MailQueue queue, MailTokens tokens, Postman postman) {
        this.queue = queue;
        this.tokens = tokens;
        this.postman = postman;
    }

    void added(@Observes(during = TransactionPhase.AFTER_SUCCESS) Outbox.MailAdded event) {
        try {
            Infrastructure.getDefaultWorkerPool().execute(this::run);
        } catch (RejectedExecutionException busy) {
            LOG.debug("The scheduled round will send it");
        }
    }

    @Scheduled(every = "10s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        for (AccountMail mail : queue.claim()) {
            if (tokens.letter(mail).map(postman::deliver).orElse(true)) {
                queue.done(mail);
            }
        }
    }
}
