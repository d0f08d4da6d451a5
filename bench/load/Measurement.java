package bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures all variants on one database, in alternation, so that other load on the host affects all of them equally.
 */
final class Measurement implements AutoCloseable {

    private static final String ALL = "all";

    /** {@code bench/twin}, which takes its owner from its configuration. */
    private static final String PLAIN = "plain";

    /** The warm-up repeats the requests, so that optimizations for one kind are not undone by the next. */
    private static final int PASSES = 4;

    private static final Exchange UP = Exchange.get("up", 404, "/", "");

    private final Options options;
    private final EmbeddedPostgres database;
    private final Map<String, List<Service>> variants = new LinkedHashMap<>();
    private final Service refusing;
    private final Service full;
    private final Load load;
    private final Requests requests;
    private final Results results = new Results();

    Measurement(Options options) throws Exception {
        this.options = options;
        load = new Load(options.number("connections", 8));
        database = EmbeddedPostgres.start();
        Production production = new Production(database.getPort());
        List<String> measured = List.of(options.text("variants", "all,none").split(","));
        for (String variant : measured) {
            if (!variant.equals(PLAIN)) {
                start(variant, production.environment());
            }
        }
        refusing = started(ALL, Results.REFUSING, production.environment()).awaiting(UP);
        full = started(ALL, "full", production.full());
        requests = new Requests(new Client(variants.get(ALL).get(0)));
        OtherReports.add(database, options.number("rows", 100_000));
        if (measured.contains(PLAIN)) {
            start(PLAIN, production.ofTwin(requests.caller));
        }
        full.awaiting(Exchange.get("up", 429, "/", ""));
    }

    private void start(String variant, Map<String, String> environment) throws Exception {
        List<Service> processes = new ArrayList<>();
        for (int i = 1; i <= options.number("processes", 1); i++) {
            processes.add(started(variant, variant + "-" + i, environment).awaiting(UP));
        }
        variants.put(variant, processes);
    }

    private Service started(String variant, String name, Map<String, String> environment) throws IOException {
        Path folder = Path.of("target", "bench", variant, "quarkus-app");
        return new Service(name, folder, options.javaOfAllProcessors(), environment);
    }

    void run() throws Exception {
        warmUp(options.number("warm-up", 180));
        int rounds = options.number("rounds", 5);
        for (int round = 1; round <= rounds; round++) {
            System.err.printf("round %d of %d%n", round, rounds);
            round(round);
        }
        results.print(requests.served().stream().map(Exchange::name).toList(), List.copyOf(variants.keySet()));
        results.printProven();
        results.printRefusals(
                requests.refused().stream().map(Exchange::name).toList(),
                requests.served().get(0).name());
    }

    /**
     * Warms up on all processors until little is left to compile. Then pins each process to the processor of the
     * measurement and runs all requests again, because the change invalidates some compiled code.
     */
    private void warmUp(double seconds) throws Exception {
        warmUp(seconds / PASSES, PASSES);
        String processor = options.text("processor", "");
        for (Service service : processes()) {
            service.pin(processor);
        }
        refusing.pin(processor);
        full.pin(processor);
        warmUp(seconds / PASSES, 1);
    }

    private void warmUp(double seconds, int passes) throws Exception {
        List<Exchange> served = requests.served();
        for (Service service : processes()) {
            for (int i = 0; i < passes * served.size(); i++) {
                load.measure(service, served.get(i % served.size()), seconds / served.size());
            }
        }
        List<Exchange> besideRefused = requests.refusedAfterServed();
        for (int i = 0; i < passes * besideRefused.size(); i++) {
            Exchange exchange = besideRefused.get(i % besideRefused.size());
            load.measure(asked(exchange), exchange, seconds / besideRefused.size());
        }
    }

    private List<Service> processes() {
        return variants.values().stream().flatMap(List::stream).toList();
    }

    /** Each round begins with another variant. */
    private void round(int round) throws Exception {
        List<String> turn = new ArrayList<>(variants.keySet());
        Collections.rotate(turn, round);
        double seconds = options.number("seconds", 3);
        for (Exchange exchange : requests.served()) {
            for (String variant : turn) {
                results.add(variant, exchange.name(), speed(variants.get(variant), exchange, seconds));
            }
        }
        for (Exchange exchange : requests.refusedAfterServed()) {
            results.add(Results.REFUSING, exchange.name(), load.measure(asked(exchange), exchange, seconds));
        }
    }

    /** The mean of a variant's processes, because each compiles differently. */
    private Speed speed(List<Service> processes, Exchange exchange, double seconds) throws InterruptedException {
        List<Speed> speeds = new ArrayList<>();
        for (Service process : processes) {
            speeds.add(load.measure(process, exchange, seconds));
        }
        return Speed.mean(speeds);
    }

    /**
     * Refusals are measured in a process of their own. A variant with more requests than the others would be warmer.
     */
    private Service asked(Exchange exchange) {
        return exchange.status() == 429 ? full : refusing;
    }

    @Override
    public void close() throws Exception {
        load.close();
        refusing.close();
        full.close();
        processes().forEach(Service::close);
        database.close();
    }
}
