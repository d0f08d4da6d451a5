package org.acme.security.password;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import io.netty.util.concurrent.DefaultThreadFactory;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/**
 * Runs password hashing on a few threads with a short queue. Hashing is slow on purpose: without a bound, a flood of
 * logins would take every core from the rest of the API.
 */
@Singleton
class HashingPool {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final ThreadPoolExecutor threads;

    HashingPool(PasswordConfig config, MeterRegistry metrics) {
        threads = new ThreadPoolExecutor(
                config.hashThreads(),
                config.hashThreads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(config.hashQueue()),
                new DefaultThreadFactory("password-hashing", true));
        new ExecutorServiceMetrics(threads, "palisade.password.hashing", List.of()).bindTo(metrics);
    }

    /** @throws Problem 503 when the queue is full */
    <T> T run(Supplier<T> hashing) {
        try {
            Future<T> result = threads.submit(hashing::get);
            return result.get();
        } catch (RejectedExecutionException e) {
            throw Problem.retryAfter(ProblemCode.UNAVAILABLE, RETRY_AFTER_SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.retryAfter(ProblemCode.UNAVAILABLE, RETRY_AFTER_SECONDS);
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
