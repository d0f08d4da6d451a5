package org.acme.security.outbound.address;

import io.netty.util.concurrent.DefaultThreadFactory;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.acme.security.outbound.OutboundConfig;
import org.acme.security.outbound.UrlRefusal;
import org.acme.security.outbound.UrlRefused;

/**
 * Resolves names with a timeout and at most 32 threads. Java's resolver has no timeout, and a name server that never
 * responds must delay only calls that need it.
 */
@Singleton
public class Lookups {

    private static final int MAX_AT_ONCE = 32;
    private static final int IDLE_SECONDS = 30;

    private final Resolver resolver;
    private final OutboundConfig config;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MAX_AT_ONCE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory("lookup", true));

    public Lookups(Resolver resolver, OutboundConfig config) {
        this.resolver = resolver;
        this.config = config;
    }

    @Produces
    @Singleton
    static Resolver system() {
        return InetAddress::getAllByName;
    }

    /** Fails with {@link UrlRefused} when the name has no address, or none within the timeout. */
    public CompletableFuture<List<InetAddress>> addresses(String name) {
        try {
            return CompletableFuture.supplyAsync(() -> ask(name), threads)
                    .orTimeout(config.resolveTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(failure -> {
                        throw new CompletionException(
                                isNoAnswer(failure) ? new UrlRefused(UrlRefusal.UNRESOLVABLE) : failure);
                    });
        } catch (RejectedExecutionException allBusy) {
            return CompletableFuture.failedFuture(new UrlRefused(UrlRefusal.UNRESOLVABLE));
        }
    }

    private static boolean isNoAnswer(Throwable failure) {
        return failure instanceof TimeoutException || failure.getCause() instanceof UnknownHostException;
    }

    private List<InetAddress> ask(String name) {
        try {
            return List.of(resolver.addresses(name));
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
