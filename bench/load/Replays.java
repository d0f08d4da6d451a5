package bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import redis.embedded.RedisServer;

/**
 * Sends each of many proofs many times to three instances that share a Redis. Exactly one use of each proof may be
 * accepted.
 */
final class Replays implements AutoCloseable {

    private static final int INSTANCES = 3;
    private static final int USES = 1_000;
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    /** So long after their start, instances accept proofs only with a nonce. */
    private static final Duration RECOVERY = LIFETIME.plusSeconds(31);

    private final int proofs;
    private final int threads;
    private final EmbeddedPostgres database;
    private final RedisServer redis;
    private final List<Service> services = new ArrayList<>();

    Replays(Options options) throws Exception {
        threads = options.number("connections", 8);
        proofs = options.number("requests", 1_000_000) / USES;
        database = EmbeddedPostgres.start();
        int port = Service.freePort();
        redis = RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
        redis.start();
        Map<String, String> environment = new TreeMap<>(new Production(database.getPort()).environment());
        environment.put("APP_RATE_LIMIT_STORE", "redis");
        environment.put("APP_RATE_LIMIT_REDIS_TIMEOUT", "5s");
        environment.put("QUARKUS_REDIS_HOSTS", "redis://127.0.0.1:" + port);
        environment.put("APP_DPOP_LIFETIME", LIFETIME.toSeconds() + "s");
        for (int i = 1; i <= INSTANCES; i++) {
            Path folder = Path.of("target", "quarkus-app");
            services.add(new Service("replays-" + i, folder, options.java(), environment)
                    .awaiting(Exchange.get("up", 404, "/", "")));
        }
    }

    void run() throws Exception {
        Thread.sleep(RECOVERY.toMillis());
        Proofs key = new Proofs();
        String token = new Client(services.get(0)).logIn(Production.ADMIN, key);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Integer>> uses = new ArrayList<>();
        for (int i = 0; i < proofs; i++) {
            uses.add(pool.submit(() -> accepted(Exchange.proven("report", 200, "/api/v1/reports", token, key))));
        }
        int once = 0;
        for (Future<Integer> use : uses) {
            once += use.get() == 1 ? 1 : 0;
        }
        pool.shutdown();
        System.out.printf("%d requests with %d proofs to %d instances: %d proofs were accepted exactly once%n",
                proofs * USES, proofs, INSTANCES, once);
        if (once != proofs) {
            throw new IllegalStateException("a proof was not accepted exactly once");
        }
    }

    /** Sends one proof again and again to all instances; returns how often it was accepted. */
    private int accepted(Exchange exchange) throws IOException {
        byte[] request = exchange.bytes();
        int accepted = 0;
        List<Connection> connections = new ArrayList<>();
        try {
            for (Service service : services) {
                connections.add(new Connection(service.port));
            }
            for (int i = 0; i < USES; i++) {
                int status = connections.get(ThreadLocalRandom.current().nextInt(INSTANCES)).send(request);
                if (status != 200 && status != 401) {
                    throw new IllegalStateException("status " + status);
                }
                accepted += status == 200 ? 1 : 0;
            }
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
        return accepted;
    }

    @Override
    public void close() throws Exception {
        services.forEach(Service::close);
        redis.stop();
        database.close();
    }
}
