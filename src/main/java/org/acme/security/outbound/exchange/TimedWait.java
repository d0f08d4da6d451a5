package org.acme.security.outbound.exchange;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.acme.security.outbound.CallFailed;
import org.acme.security.outbound.LookupsBusy;
import org.acme.security.outbound.OutboundResponse;
import org.acme.security.outbound.UrlRefused;

/** Waits for the result of a call, up to a timeout. */
public final class TimedWait {

    private TimedWait() {}

    /**
     * @throws UrlRefused when the URL is refused
     * @throws LookupsBusy when its name cannot be looked up now
     * @throws CallFailed when the call fails or times out
     */
    public static OutboundResponse await(CompletableFuture<OutboundResponse> call, Duration total) {
        try {
            return call.get(total.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UrlRefused || e.getCause() instanceof LookupsBusy
                    ? (RuntimeException) e.getCause()
                    : CallFailed.of(e.getCause());
        } catch (TimeoutException e) {
            // Prevents later phases of the call.
            call.cancel(true);
            throw CallFailed.of(e);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw CallFailed.of(e);
        }
    }
}
