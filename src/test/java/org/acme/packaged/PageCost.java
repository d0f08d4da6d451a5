package org.acme.packaged;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a page cost in each of the runs: buffers that its statements touched, and milliseconds. */
record PageCost(List<Long> touched, List<Double> database, List<Double> response) {

    PageCost() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** The most of all runs. */
    long buffers() {
        return touched.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** The median, and the worst in parentheses. */
    static String millis(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        return String.format(Locale.ROOT, "%.1f (%.1f)", sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
    }
}
