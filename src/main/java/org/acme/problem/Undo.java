package org.acme.problem;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * Undoes what a request committed before it failed. A request that has timed out can commit no transaction; a worker
 * thread outside the request can.
 */
public final class Undo {

    private static final Logger LOG = Logger.getLogger(Undo.class);

    private Undo() {}

    /**
     * Runs the undo in the thread of the request, because no worker may be free while the service is overloaded. If
     * that fails, runs it {@linkplain #later later} as well, and throws the failure.
     *
     * @param kept what is logged, with the reason, when it cannot be undone
     */
    public static void now(Runnable undo, String kept) {
        boolean undone = false;
        try {
            undo.run();
            undone = true;
        } finally {
            if (!undone) {
                later(undo, kept);
            }
        }
    }

    /**
     * Returns at once.
     *
     * @param kept what is logged, with the reason, when it cannot be undone
     */
    public static void later(Runnable undo, String kept) {
        try {
            Infrastructure.getDefaultWorkerPool().execute(() -> run(undo, kept));
        } catch (RejectedExecutionException e) {
            LOG.warnf("%s: the worker queue is full", kept);
        }
    }

    private static void run(Runnable undo, String kept) {
        try {
            undo.run();
        } catch (RuntimeException e) {
            LOG.warnf("%s: %s", kept, LogText.of(e));
        }
    }
}
