package org.acme.security.outbound;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a call as long as it may take, and not longer, whatever becomes of it. */
final class Patience {

    private Patience() {}

    /** @throws UrlRefused or {@link CallFailed} */
    static Answer await(CompletableFuture<Answer> call, Duration total) {
        try {
            return call.get(total.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof UrlRefused refused ? refused : CallFailed.of(failed.getCause());
        } catch (TimeoutException late) {
            // What has not begun by now will not begin.
            call.cancel(true);
            throw CallFailed.of(late);
        } catch (InterruptedException stopped) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw CallFailed.of(stopped);
        }
    }
}
