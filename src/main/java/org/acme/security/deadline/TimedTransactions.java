package org.acme.security.deadline;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/**
 * Rolls a transaction back when its request is overdue and has not begun its response. The check is the last step
 * before the commit: it is registered when the transaction is about to end, and thus runs after Hibernate's flush,
 * which is where a slow database delays it.
 */
@Singleton
record TimedTransactions(CurrentVertxRequest current, TransactionSynchronizationRegistry transactions) {

    void beforeEnd(@Observes @BeforeDestroyed(TransactionScoped.class) Object transaction) {
        RequestDeadline deadline = RequestDeadline.current(current);
        if (deadline != null && transactions.getTransactionStatus() == Status.STATUS_ACTIVE) {
            transactions.registerInterposedSynchronization(new Commit(deadline));
        }
    }

    private static final class Commit implements Synchronization {

        private final RequestDeadline deadline;
        private boolean begun;

        Commit(RequestDeadline deadline) {
            this.deadline = deadline;
        }

        @Override
        public void beforeCompletion() {
            begun = deadline.beginCommit();
            if (!begun) {
                throw new Problem(ProblemCode.UNAVAILABLE);
            }
        }

        @Override
        public void afterCompletion(int status) {
            if (begun) {
                deadline.endCommit();
            }
        }
    }
}
