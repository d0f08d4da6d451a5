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
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.acme.security.outbound.OutboundConfig;
import org.acme.security.outbound.UrlRefusal;
import org.acme.security.outbound.UrlRefused;

/**
 * Resolves names with a timeout and at most 32 threads. Java's resolver has no timeout, and a name server that never
 * responds must delay only calls that need it: a lookup goes on after its timeout, and the names are chosen by users.
 */
@Singleton
public class Lookups {

    private static final int MAX_AT_ONCE = 32;

    /** Of these, the threads for URLs that users store, as often as they like. The others are left to calls. */
    private static final int MAX_CHECKS = 8;

    private static final int IDLE_SECONDS = 30;

    private final Resolver resolver;
    private final OutboundConfig config;
    private final Semaphore checks = new Semaphore(MAX_CHECKS);
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

    /** Lookups of the same names with threads of their own. */
    public Lookups apart() {
        return new Lookups(resolver, config);
    }

    /** Fails with {@link UrlRefused} when the name has no address, or none within the timeout. */
    public CompletableFuture<List<InetAddress>> addresses(String name) {
        return started(name, () -> {});
    }

    /** As {@link #addresses}, for a URL that is not called now; at most eight at once. */
    public CompletableFuture<List<InetAddress>> addressesToCheck(String name) {
        return checks.tryAcquire()
                ? started(name, checks::release)
                : CompletableFuture.failedFuture(new UrlRefused(UrlRefusal.UNRESOLVABLE));
    }

    /** @param end runs when the thread is free again, which can be after the timeout */
    private CompletableFuture<List<InetAddress>> started(String name, Runnable end) {
        try {
            return CompletableFuture.supplyAsync(() -> ask(name, end), threads)
                    .orTimeout(config.resolveTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(failure -> {
                        throw new CompletionException(
                                isNoAnswer(failure) ? new UrlRefused(UrlRefusal.UNRESOLVABLE) : failure);
                    });
        } catch (RejectedExecutionException allBusy) {
            end.run();
            return CompletableFuture.failedFuture(new UrlRefused(UrlRefusal.UNRESOLVABLE));
        }
    }

    private static boolean isNoAnswer(Throwable failure) {
        return failure instanceof TimeoutException || failure.getCause() instanceof UnknownHostException;
    }

    private List<InetAddress> ask(String name, Runnable end) {
        try {
            return List.of(resolver.addresses(name));
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        } finally {
            end.run();
        }
    }

    @PreDestroy
    public void close() {
        threads.shutdownNow();
    }
}
