package org.acme.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks that need no running service, and prints ratios between them instead of absolute times. */
public final class PureParts {

    private static final int FORKS = 2;
    private static final int ITERATIONS = 5;

    /** Baselines of the tables. A table uses the first of these benchmarks that it contains. */
    private static final List<String> MEASURES = List.of("bucket_of_a_key", "HS256 verified", "read_by_java", "plain");

    private PureParts() {}

    /** @param arguments a regular expression for benchmark names, and the seconds per iteration */
    public static void main(String[] arguments) throws RunnerException {
        for (int threads : new int[] {1, 4}) {
            String what = threads == 1 ? arguments[0] : "WindowsBenchmark.*";
            if (threads == 1 || "WindowsBenchmark".matches(".*" + arguments[0] + ".*")) {
                print(threads, run(what, threads, Long.parseLong(arguments[1])));
            }
        }
    }

    private static Collection<RunResult> run(String what, int threads, long seconds) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(what)
                        .mode(Mode.AverageTime)
                        .threads(threads)
                        .forks(FORKS)
                        .warmupIterations(ITERATIONS)
                        .warmupTime(TimeValue.seconds(seconds))
                        .measurementIterations(ITERATIONS)
                        .measurementTime(TimeValue.seconds(seconds))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }

    private static void print(int threads, Collection<RunResult> results) {
        Map<String, Map<String, double[]>> tables = new LinkedHashMap<>();
        for (RunResult result : results) {
            String[] name = result.getParams().getBenchmark().split("\\.");
            String table = name[name.length - 2] + parameters(result, false);
            String row = parameters(result, true) + name[name.length - 1];
            tables.computeIfAbsent(table, any -> new LinkedHashMap<>()).put(row, times(result));
        }
        tables.forEach((table, rows) -> {
            String measure =
                    MEASURES.stream().filter(rows::containsKey).findFirst().orElseThrow();
            System.out.printf("%n%s, %d threads: times of %s, median (lowest to highest)%n", table, threads, measure);
            double one = median(rows.get(measure));
            rows.forEach((row, times) -> System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f (%.2f to %.2f) |%n",
                    row,
                    median(times) / one,
                    times[0] / one,
                    times[times.length - 1] / one));
        });
    }

    /** Returns the parameters of a benchmark. Algorithms are compared with each other, sizes are not. */
    private static String parameters(RunResult result, boolean compared) {
        StringBuilder text = new StringBuilder();
        for (String key : result.getParams().getParamsKeys()) {
            String value = result.getParams().getParam(key);
            if (key.equals("algorithm") == compared) {
                text.append(compared ? value + " " : ", " + key + " " + value);
            }
        }
        return text.toString();
    }

    private static double[] times(RunResult result) {
        return result.getBenchmarkResults().stream()
                .map(BenchmarkResult::getIterationResults)
                .flatMap(Collection::stream)
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                .sorted()
                .toArray();
    }

    private static double median(double[] sorted) {
        return Arrays.stream(sorted)
                .skip((sorted.length - 1) / 2)
                .limit(2 - sorted.length % 2)
                .average()
                .orElseThrow();
    }
}
