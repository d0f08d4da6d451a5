package bench;

import java.util.List;
import java.util.Locale;

/** Median and range of several rounds. */
record Figures(double median, double lowest, double highest) {

    static Figures of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Figures(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    String asPercent() {
        return String.format(Locale.ROOT, "%3.0f %% (%.0f to %.0f)", 100 * median, 100 * lowest, 100 * highest);
    }

    String asSeconds() {
        return String.format(Locale.ROOT, "%.2f s (%.2f to %.2f)", median, lowest, highest);
    }
}
