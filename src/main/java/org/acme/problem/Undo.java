package org.acme.problem;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * Undoes what a request had committed before it failed. A worker thread without the request does it, because a request
 * that has timed out commits no transaction.
 */
public final class Undo {

    private static final Logger LOG = Logger.getLogger(Undo.class);

    private Undo() {}

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
