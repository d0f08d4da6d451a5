package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A closed loop: each connection sends the same request again as soon as it has the response. */
final class Load implements AutoCloseable {

    private final ExecutorService threads;
    private final int connections;

    Load(int connections) {
        this.connections = connections;
        this.threads = Executors.newFixedThreadPool(connections);
    }

    /** Runs a closed loop on every connection for this many seconds. */
    Speed measure(Service service, Exchange exchange, double seconds) throws InterruptedException {
        double processor = service.processorSeconds();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        List<Future<Long>> loops = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            loops.add(threads.submit(() -> loop(service, exchange, end)));
        }
        long answers = 0;
        for (Future<Long> loop : loops) {
            answers += answers(service, exchange, loop);
        }
        return new Speed(
                answers / ((System.nanoTime() - start) / 1e9), answers / (service.processorSeconds() - processor));
    }

    private static long answers(Service service, Exchange exchange, Future<Long> loop) throws InterruptedException {
        try {
            return loop.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(exchange.name() + " of " + service.name, failed.getCause());
        }
    }

    private static long loop(Service service, Exchange exchange, long end) throws Exception {
        long answers = 0;
        try (Connection connection = new Connection(service.port)) {
            while (System.nanoTime() < end) {
                int status = connection.send(exchange.bytes());
                if (status != exchange.status()) {
                    throw new IllegalStateException("status " + status + " instead of " + exchange.status());
                }
                answers++;
            }
        }
        return answers;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
