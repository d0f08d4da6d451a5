package org.acme.security.outbound.address;

import io.netty.util.concurrent.DefaultThreadFactory;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.acme.security.outbound.LookupsBusy;
import org.acme.security.outbound.OutboundConfig;
import org.acme.security.outbound.UrlRefusal;
import org.acme.security.outbound.UrlRefused;

/**
 * Resolves names with a timeout and a limited number of threads. Java's resolver has no timeout, and a name server that
 * never responds must delay only calls that need it: a lookup goes on after its timeout, and the names are chosen by
 * users. Concurrent lookups of one name share a query.
 */
@Singleton
public class Lookups {

    /** The user of names that no user has chosen. */
    private static final UUID CONFIGURED = new UUID(0, 0);

    private static final int IDLE_SECONDS = 30;

    private final Resolver resolver;
    private final OutboundConfig config;
    private final LookupThreads calls;

    /** The threads for URLs that users store, as often as they like. The others are left to calls. */
    private final LookupThreads checks;

    private final ThreadPoolExecutor threads;
    private final Map<String, CompletableFuture<List<InetAddress>>> running = new ConcurrentHashMap<>();

    public Lookups(Resolver resolver, OutboundConfig config) {
        this.resolver = resolver;
        this.config = config;
        // Twice as many as calls, because lookups go on after their timeout.
        int most = 2 * config.parallelCalls();
        this.calls = new LookupThreads(most);
        this.checks = new LookupThreads(LookupThreads.quarter(most));
        this.threads = new ThreadPoolExecutor(
                0,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DefaultThreadFactory("lookup", true));
    }

    @Produces
    @Singleton
    static Resolver system() {
        return InetAddress::getAllByName;
    }

    /** The same lookups with threads of their own. */
    public Lookups withOwnThreads() {
        return new Lookups(resolver, config);
    }

    /**
     * Looks up the name of a URL of this user. Fails with {@link UrlRefused} when the name has no address, or none
     * within the timeout, and with {@link LookupsBusy} when no thread is free.
     */
    public CompletableFuture<List<InetAddress>> addresses(UUID user, String name) {
        return addresses(calls, user, name);
    }

    /** As {@link #addresses(UUID, String)}, for a URL that is not called now. */
    public CompletableFuture<List<InetAddress>> addressesToCheck(UUID user, String name) {
        return addresses(checks, user, name);
    }

    /** As {@link #addresses(UUID, String)}, for the name of a configured service. */
    public CompletableFuture<List<InetAddress>> addresses(String name) {
        return addresses(calls, CONFIGURED, name);
    }

    private CompletableFuture<List<InetAddress>> addresses(LookupThreads budget, UUID user, String name) {
        try {
            return running.computeIfAbsent(name, asked -> start(budget, user, asked))
                    .copy()
                    .orTimeout(config.resolveTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(failure -> {
                        throw new CompletionException(
                                isUnresolved(failure) ? new UrlRefused(UrlRefusal.UNRESOLVABLE) : failure);
                    });
        } catch (LookupsBusy e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static boolean isUnresolved(Throwable failure) {
        return failure instanceof TimeoutException || failure.getCause() instanceof UnknownHostException;
    }

    private CompletableFuture<List<InetAddress>> start(LookupThreads budget, UUID user, String name) {
        if (!budget.take(user)) {
            throw new LookupsBusy();
        }
        try {
            return CompletableFuture.supplyAsync(() -> ask(budget, user, name), threads);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            budget.release(user);
            throw new LookupsBusy();
        }
    }

    private List<InetAddress> ask(LookupThreads budget, UUID user, String name) {
        try {
            return List.of(resolver.addresses(name));
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        } finally {
            // First, so that the next lookup of the name finds the thread of this one counted as free.
            budget.release(user);
            running.remove(name);
        }
    }

    @PreDestroy
    public void close() {
        threads.shutdownNow();
    }
}
