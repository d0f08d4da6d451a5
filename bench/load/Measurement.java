package bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All variants on one database, asked in turn, so that whatever else the machine does disturbs all of them alike. */
final class Measurement implements AutoCloseable {

    static final String REPORT = "{\"title\":\"What was measured\",\"body\":\"%s\",\"visibility\":\"PRIVATE\"}"
            .formatted("A sentence of a report. ".repeat(40));

    private static final String ALL = "all";
    private static final int REPORTS = 40;
    private static final Exchange UP = Exchange.get("up", 404, "/", "");

    private final Options options;
    private final EmbeddedPostgres database;
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Service refusing;
    private final Service full;
    private final Load load;
    private final String report;
    private final String hidden;
    private final Results results = new Results();

    Measurement(Options options) throws Exception {
        this.options = options;
        load = new Load(options.number("connections", 8));
        database = EmbeddedPostgres.start();
        Production production = new Production(database.getPort());
        for (String variant : options.text("variants", "all,none").split(",")) {
            Path without = Path.of("target", "bench", variant, "quarkus-app");
            services.put(variant, new Service(variant, without, options.pinnedJava(), production.environment()).awaiting(UP));
        }
        Path folder = Path.of("target", "bench", ALL, "quarkus-app");
        refusing = new Service(Results.REFUSING, folder, options.pinnedJava(), production.environment()).awaiting(UP);
        full = new Service("full", folder, options.pinnedJava(), production.full());
        Client client = new Client(services.get(ALL));
        String admin = client.logIn(Production.ADMIN);
        client.addEditor(admin);
        hidden = client.addReport(admin);
        String editor = client.logIn(Production.EDITOR);
        for (int i = 1; i < REPORTS; i++) {
            client.addReport(editor);
        }
        report = client.addReport(editor);
        full.awaiting(Exchange.get("up", 429, "/", ""));
    }

    void run() throws Exception {
        double warmUp = options.number("warm-up", 8);
        for (Service service : services.values()) {
            for (Exchange exchange : served()) {
                load.measure(service, exchange, warmUp / 3);
            }
        }
        for (Exchange exchange : besideRefusals()) {
            load.measure(asked(exchange), exchange, warmUp / 3);
        }
        int rounds = options.number("rounds", 5);
        for (int round = 1; round <= rounds; round++) {
            System.err.printf("round %d of %d%n", round, rounds);
            round(round);
        }
        results.print(served().stream().map(Exchange::name).toList(), List.copyOf(services.keySet()));
        results.printRefusals(refusals().stream().map(Exchange::name).toList(), served().get(0).name());
    }

    /** Another variant begins each time. */
    private void round(int round) throws Exception {
        List<Service> turn = new ArrayList<>(services.values());
        Collections.rotate(turn, round);
        double seconds = options.number("seconds", 3);
        for (Exchange exchange : served()) {
            for (Service service : turn) {
                results.add(service.name, exchange.name(), load.measure(service, exchange, seconds));
            }
        }
        for (Exchange exchange : besideRefusals()) {
            results.add(Results.REFUSING, exchange.name(), load.measure(asked(exchange), exchange, seconds));
        }
    }

    /** What is refused is asked of a process of its own: a variant that is asked more than the others would be warmer. */
    private Service asked(Exchange exchange) {
        return exchange.status() == 429 ? full : refusing;
    }

    private List<Exchange> besideRefusals() throws Exception {
        List<Exchange> all = new ArrayList<>(List.of(served().get(0)));
        all.addAll(refusals());
        return all;
    }

    private List<Exchange> served() throws Exception {
        String token = token();
        return List.of(
                Exchange.get("GET one", 200, "/api/v1/reports/" + report, token),
                Exchange.get("first page", 200, "/api/v1/reports", token),
                Exchange.post("POST", 201, "/api/v1/reports", token, REPORT));
    }

    private List<Exchange> refusals() throws Exception {
        String token = token();
        String forged = token.substring(0, token.length() - 6) + "AAAAAA";
        return List.of(
                Exchange.get("429, the address' window is full", 429, "/api/v1/reports/" + report, token),
                Exchange.get("401, a forged token", 401, "/api/v1/reports/" + report, forged),
                Exchange.get("404, a report of somebody else", 404, "/api/v1/reports/" + hidden, token),
                Exchange.post("400, broken JSON", 400, "/api/v1/reports", token, REPORT.substring(0, 500)));
    }

    /** A new one each round: it lives for an hour. */
    private String token() throws Exception {
        return new Client(services.get(ALL)).logIn(Production.EDITOR);
    }

    @Override
    public void close() throws Exception {
        load.close();
        refusing.close();
        full.close();
        services.values().forEach(Service::close);
        database.close();
    }
}
