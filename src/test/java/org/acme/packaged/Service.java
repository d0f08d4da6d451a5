package org.acme.packaged;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.acme.fixture.QuietPort;

/** Runs the packaged service as a process: the native executable if it was built, the JAR otherwise. */
final class Service implements AutoCloseable {

    static final Path PACKAGE = Path.of("target", "quarkus-app");

    /** The system property with the path of the native executable. */
    static final String NATIVE = "native.image.path";

    final int port = QuietPort.choose();
    final int tlsPort = QuietPort.choose();
    private final int managementPort = QuietPort.choose();
    private final Process process;
    private final StringBuffer log = new StringBuffer();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    /** @param jvm JVM options in addition to those of {@link ClassArchive}; ignored for an executable */
    Service(Map<String, String> environment, String... jvm) throws IOException {
        this(
                environment,
                Stream.concat(ClassArchive.options().stream(), Stream.of(jvm)).toList());
    }

    private Service(Map<String, String> environment, List<String> jvm) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(jvm)).redirectErrorStream(true);
        // No load balancer needs time to redirect requests.
        builder.environment().put("QUARKUS_SHUTDOWN_DELAY", "0s");
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        builder.environment().put("QUARKUS_HTTP_SSL_PORT", String.valueOf(tlsPort));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
        process = builder.start();
    }

    /** Starts the service with only these JVM options. */
    static Service withOnly(List<String> jvm, Map<String, String> environment) throws IOException {
        return new Service(environment, jvm);
    }

    private static List<String> command(List<String> jvm) {
        String executable = System.getProperty(NATIVE);
        if (executable != null) {
            return List.of(executable);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-jar", PACKAGE.resolve("quarkus-run.jar").toString()));
        return command;
    }

    /** Runs the health check of the container image and returns whether the service is ready. */
    boolean isWell() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(command(ClassArchive.options()));
        command.add("--health");
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
        return builder.start().waitFor() == 0;
    }

    /** Reads the log until the service listens. Returns false when the process ends instead. */
    boolean starts() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            log.append(line).append('\n');
            if (line.contains("Listening on:")) {
                drain(lines);
                return true;
            }
        }
        return false;
    }

    private void drain(BufferedReader lines) {
        Thread reader = new Thread(() -> {
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    log.append(line).append('\n');
                    if (line.contains("\"level\":\"ERROR\"") || line.contains("\"level\":\"FATAL\"")) {
                        errors.add(line);
                    }
                }
            } catch (IOException closed) {
                // The process has ended.
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    int exitStatus() throws InterruptedException {
        return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    String url() {
        return "http://localhost:" + port;
    }

    String managementUrl() {
        return "http://localhost:" + managementPort;
    }

    /** Requests the process to stop, without waiting. */
    void stop() {
        process.destroy();
    }

    /** Kills the process with SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }

    /** Returns the errors that were logged since the last call. */
    List<String> takeErrors() {
        List<String> taken = new ArrayList<>();
        for (String line = errors.poll(); line != null; line = errors.poll()) {
            taken.add(line);
        }
        return taken;
    }

    String log() {
        return log.toString();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(30, TimeUnit.SECONDS);
    }
}
