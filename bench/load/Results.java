package bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Collects the speeds of all rounds. It prints only ratios within a round, because absolute numbers depend on the
 * host and its load.
 */
final class Results {

    /** The process with all controls that is used for refusals. */
    static final String REFUSING = "refusing";

    private static final double TARGET = 0.85;
    private static final String ALL = "all";
    private static final String NONE = "none";
    private static final String PLAIN = "plain";
    private static final String TRACES = "traces";

    /** What other variants are compared with. */
    private static final Map<String, String> BASES = new TreeMap<>(Map.of(
            ALL, "the service with all controls",
            NONE, "the service without any of these controls",
            PLAIN, "plain Quarkus without any control"));

    private final Map<String, List<Speed>> rounds = new LinkedHashMap<>();

    void add(String variant, String exchange, Speed speed) {
        rounds.computeIfAbsent(variant + "/" + exchange, any -> new ArrayList<>()).add(speed);
    }

    private Figures ratio(String of, String to, ToDoubleFunction<Speed> figure) {
        List<Speed> ours = rounds.get(of);
        List<Speed> theirs = rounds.get(to);
        return Figures.of(IntStream.range(0, ours.size())
                .mapToObj(i -> figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(theirs.get(i)))
                .toList());
    }

    void print(List<String> exchanges, List<String> variants) {
        BASES.forEach((base, meaning) -> {
            if (variants.contains(base)) {
                print(meaning, base, exchanges, variants);
            }
        });
        System.out.println();
        for (String exchange : variants.contains(NONE) ? exchanges : List.<String>of()) {
            double median = ratio(ALL + "/" + exchange, NONE + "/" + exchange, Speed::perSecond).median();
            System.out.printf("%s: all controls together take %.0f %% of the throughput; target at most %.0f %%: %s%n",
                    exchange, 100 * (1 - median), 100 * (1 - TARGET), median >= TARGET ? "met" : "missed");
        }
    }

    private void print(String reference, String base, List<String> exchanges, List<String> variants) {
        table("Responses per second; " + reference + " = 100 %", base, exchanges, variants, Speed::perSecond);
        table("The same per second of the service's processor, for busy machines", base, exchanges, variants, Speed::perProcessorSecond);
    }

    /** Reads with a bound token and an ES256 proof, compared to those with a bearer token. */
    void printProven() {
        String proven = ALL + "/" + Requests.PROVEN;
        String bearer = ALL + "/" + Requests.BEARER;
        System.out.printf("%n%s; %s = 100 %%: %s per second, %s per second of the processor; target at least 50 %%%n",
                Requests.PROVEN, Requests.BEARER,
                ratio(proven, bearer, Speed::perSecond).asPercent(),
                ratio(proven, bearer, Speed::perProcessorSecond).asPercent());
    }

    private void table(String title, String base, List<String> exchanges, List<String> variants, ToDoubleFunction<Speed> figure) {
        System.out.printf("%n%s: median (lowest to highest round)%n%n", title);
        row("controls", exchanges);
        row("---", exchanges.stream().map(any -> "---").toList());
        for (String variant : variants) {
            String name = Set.of(ALL, NONE, PLAIN, TRACES).contains(variant) ? variant : "all but " + variant;
            row(name, exchanges.stream()
                    .map(exchange -> ratio(variant + "/" + exchange, base + "/" + exchange, figure).asPercent())
                    .toList());
        }
    }

    void printRefusals(List<String> refusals, String served) {
        System.out.printf("%nRefusals; %s served = 100 %%: median (lowest to highest round)%n%n", served);
        row("refusal", List.of("per second", "per second of the processor"));
        row("---", List.of("---", "---"));
        for (String refusal : refusals) {
            row(refusal, List.of(
                    ratio(REFUSING + "/" + refusal, REFUSING + "/" + served, Speed::perSecond).asPercent(),
                    ratio(REFUSING + "/" + refusal, REFUSING + "/" + served, Speed::perProcessorSecond).asPercent()));
        }
    }

    private static void row(String first, List<String> others) {
        System.out.println("| " + first + " | " + String.join(" | ", others) + " |");
    }
}
