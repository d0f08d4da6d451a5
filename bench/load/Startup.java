package bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures the time from the start of the process to the first response to an authenticated request, on a migrated
 * database. The token was issued by an earlier process, so no password is hashed.
 */
final class Startup implements AutoCloseable {

    private static final Path PACKAGE = Path.of("target", "quarkus-app");
    private static final Path ARCHIVES = Path.of("target", "bench", "archives").toAbsolutePath();
    private static final String PLAIN = "plain";
    private static final int FIRST_JDK_WITH_CACHE = 25;

    private final Options options;
    private final EmbeddedPostgres database;
    private final Map<String, String> environment;
    private final Exchange authenticated;
    private final Map<String, List<String>> ways = new LinkedHashMap<>();

    Startup(Options options) throws Exception {
        this.options = options;
        database = EmbeddedPostgres.start();
        environment = new Production(database.getPort()).environment();
        try (Service first = service("first", options.java())) {
            first.awaiting(Exchange.get("up", 404, "/", ""));
            String token = new Client(first).logIn(Production.ADMIN);
            authenticated = Exchange.get("first page", 200, "/api/v1/reports", token);
        }
        Files.createDirectories(ARCHIVES);
        ways.put(PLAIN, List.of());
        prepare("AppCDS", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=");
        if (Runtime.version().feature() >= FIRST_JDK_WITH_CACHE) {
            prepare("AOT cache", "-XX:AOTCacheOutput=", "-XX:AOTCache=");
        }
    }

    private Service service(String name, List<String> java) throws IOException {
        return new Service("startup-" + name.replace(' ', '-'), PACKAGE, java, environment);
    }

    /** Runs the service once and serves a request, to create the archive. */
    private void prepare(String way, String writing, String reading) throws Exception {
        Path archive = ARCHIVES.resolve(way.replace(' ', '-'));
        Files.deleteIfExists(archive);
        try (Service training = service(way, with(writing + archive))) {
            training.awaiting(authenticated);
        }
        if (!Files.exists(archive)) {
            throw new IllegalStateException("no archive: " + way);
        }
        ways.put(way, List.of(reading + archive));
    }

    private List<String> with(String... more) {
        List<String> command = new ArrayList<>(options.java());
        command.addAll(List.of(more));
        return command;
    }

    void run() throws Exception {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        Map<String, List<Double>> processor = new LinkedHashMap<>();
        int rounds = options.number("rounds", 7);
        for (int round = 1; round <= rounds; round++) {
            System.err.printf("round %d of %d%n", round, rounds);
            for (Map.Entry<String, List<String>> way : ways.entrySet()) {
                try (Service service = service("measured", with(way.getValue().toArray(String[]::new)))) {
                    double taken = service.awaiting(authenticated).secondsSinceStart();
                    seconds.computeIfAbsent(way.getKey(), any -> new ArrayList<>()).add(taken);
                    processor.computeIfAbsent(way.getKey(), any -> new ArrayList<>()).add(service.processorSeconds());
                }
            }
        }
        print(seconds, processor);
    }

    private static void print(Map<String, List<Double>> seconds, Map<String, List<Double>> processor) {
        System.out.printf("%nStart to first authenticated response, JDK %s, %d processors: median (fastest to slowest), and of the plain start%n%n",
                Runtime.version().feature(), Runtime.getRuntime().availableProcessors());
        System.out.println("| start | seconds | of plain | seconds of processors |\n| --- | --- | --- | --- |");
        double plain = Figures.of(seconds.get(PLAIN)).median();
        seconds.forEach((way, taken) -> {
            Figures figures = Figures.of(taken);
            System.out.printf("| %s | %s | %.0f %% | %s |%n",
                    way, figures.asSeconds(), 100 * figures.median() / plain, Figures.of(processor.get(way)).asSeconds());
        });
    }

    @Override
    public void close() throws Exception {
        database.close();
    }
}
