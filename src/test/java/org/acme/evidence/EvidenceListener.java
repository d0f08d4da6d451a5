package org.acme.evidence;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Records the last results of tests that are tagged with a risk, by test class, and writes the report at the end of
 * each run.
 */
public class EvidenceListener implements TestExecutionListener {

    private static final Path FOLDER = Path.of("target", "owasp");
    private static final Path REPORT = Path.of("target", "owasp-report.html");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Evidence> evidence = new ArrayList<>();
    private TestPlan plan;

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        // Others can run in a second thread.
        if (test.isTest() && risk(test).isPresent()) {
            ObservedResponses.taken();
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() && result.getStatus() != TestExecutionResult.Status.ABORTED) {
            risk(test)
                    .ifPresent(risk -> evidence.add(evidence(
                            risk,
                            test,
                            result.getStatus() == TestExecutionResult.Status.SUCCESSFUL,
                            ObservedResponses.taken())));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        if (evidence.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(FOLDER);
            // Unit tests and integration tests, which run in two JVMs at a time, share the report.
            try (FileChannel lock =
                    FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                for (var ofClass :
                        evidence.stream().collect(groupingBy(Evidence::proof)).entrySet()) {
                    JSON.writeValue(FOLDER.resolve(ofClass.getKey() + ".json").toFile(), ofClass.getValue());
                }
                Files.writeString(REPORT, OwaspReport.of(kept(), Removal.last(), Mutation.last()));
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static List<Evidence> kept() throws IOException {
        List<Evidence> all = new ArrayList<>();
        try (Stream<Path> runs = Files.list(FOLDER)) {
            for (Path run : runs.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                all.addAll(List.of(JSON.readValue(run.toFile(), Evidence[].class)));
            }
        }
        return all;
    }

    private static Optional<Risk> risk(TestIdentifier test) {
        return test.getTags().stream()
                .map(TestTag::getName)
                .flatMap(tag -> Risk.of(tag).stream())
                .findFirst();
    }

    private Evidence evidence(Risk risk, TestIdentifier test, boolean held, List<Exchange> answers) {
        MethodSource source = (MethodSource) test.getSource().orElseThrow();
        String[] classes = source.getClassName().replaceAll(".*\\.", "").split("\\$");
        // The parent of a parameterized invocation is its method.
        boolean variant = plan.getParent(test)
                .flatMap(TestIdentifier::getSource)
                .filter(MethodSource.class::isInstance)
                .isPresent();
        return new Evidence(
                risk,
                classes[0],
                classes.length > 1 ? words(classes[classes.length - 1]) : "",
                words(source.getMethodName()),
                variant ? test.getDisplayName() : "",
                held,
                answers);
    }

    private static String words(String name) {
        return name.replace('_', ' ').strip();
    }
}
