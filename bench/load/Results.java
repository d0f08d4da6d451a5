package bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Answers per second of every round. Only ratios of one round leave it: the machine of another day is another machine. */
final class Results {

    private static final double TARGET = 0.85;

    private final Map<String, List<Double>> rounds = new LinkedHashMap<>();

    void add(String variant, String exchange, double perSecond) {
        rounds.computeIfAbsent(variant + "/" + exchange, any -> new ArrayList<>()).add(perSecond);
    }

    private Figures ratio(String variant, String exchange, String toVariant, String toExchange) {
        List<Double> ours = rounds.get(variant + "/" + exchange);
        List<Double> theirs = rounds.get(toVariant + "/" + toExchange);
        return Figures.of(IntStream.range(0, ours.size()).mapToObj(i -> ours.get(i) / theirs.get(i)).toList());
    }

    void print(List<String> exchanges, List<String> variants, String none) {
        if (!variants.contains(none)) {
            return;
        }
        System.out.println("\nThroughput, of the same service without any of these controls = 100 %: median (lowest to highest round)\n");
        row("variant", exchanges);
        row("---", exchanges.stream().map(any -> "---").toList());
        for (String variant : variants) {
            String name = variant.equals("all") || variant.equals(none) ? variant : "all but " + variant;
            row(name, exchanges.stream().map(exchange -> ratio(variant, exchange, none, exchange).asPercent()).toList());
        }
        System.out.println("\nThroughput without one control, of the service with all of them = 100 %: what it would bring to switch it off\n");
        row("without", exchanges);
        row("---", exchanges.stream().map(any -> "---").toList());
        for (String variant : variants.subList(1, variants.size())) {
            row(variant.equals(none) ? "all of them" : variant,
                    exchanges.stream().map(exchange -> ratio(variant, exchange, "all", exchange).asPercent()).toList());
        }
        System.out.println();
        for (String exchange : exchanges) {
            double median = ratio("all", exchange, none, exchange).median();
            System.out.printf("%s: all controls take %.0f %% of the throughput (target: at most %.0f %%): %s%n",
                    exchange, 100 * (1 - median), 100 * (1 - TARGET), median >= TARGET ? "met" : "MISSED");
        }
    }

    void printRefusals(List<String> refusals, String served, String variant) {
        System.out.printf("%nRefusals per second, of %s served = 100 %%: median (lowest to highest round)%n%n", served);
        row("refusal", List.of("throughput"));
        row("---", List.of("---"));
        for (String refusal : refusals) {
            row(refusal, List.of(ratio(variant, refusal, variant, served).asPercent()));
        }
    }

    private static void row(String first, List<String> others) {
        System.out.println("| " + first + " | " + String.join(" | ", others) + " |");
    }
}
