package org.acme.problem;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * Undoes what a request had committed before it failed. A request that has timed out commits no transaction, so a
 * worker thread without the request does it.
 */
public final class Undo {

    private static final Logger LOG = Logger.getLogger(Undo.class);

    private Undo() {}

    /**
     * Tries it in the thread of the request, and if that fails, {@linkplain #later later}: while the service is
     * overloaded, no worker may be free.
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
