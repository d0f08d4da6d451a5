package bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A packaged service in a process of its own, with a log file. */
final class Service implements AutoCloseable {

    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(120);

    final String name;
    final int port = freePort();
    final long started;
    private final Path log;
    private final Process process;

    Service(String name, Path folder, List<String> java, Map<String, String> environment) throws IOException {
        this.name = name;
        List<String> command = new ArrayList<>(java);
        command.add("-jar");
        command.add(folder.resolve("quarkus-run.jar").toString());
        log = Files.createDirectories(Path.of("target", "bench", "log")).resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", String.valueOf(freePort()));
        started = System.nanoTime();
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /** Repeats the request until the expected response arrives. */
    Service awaiting(Exchange exchange) throws InterruptedException {
        while (process.isAlive() && System.nanoTime() - started < TIMEOUT) {
            try (Connection connection = new Connection(port)) {
                if (connection.send(exchange.bytes()) == exchange.status()) {
                    return this;
                }
            } catch (IOException notYet) {
                // Not listening yet.
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new IllegalStateException(name + " does not start, see " + log);
    }

    /** Restricts the process to this processor; an empty text changes nothing. */
    void pin(String processor) throws IOException, InterruptedException {
        if (!processor.isEmpty()) {
            String pid = String.valueOf(process.pid());
            int exit = new ProcessBuilder("taskset", "-a", "-c", "-p", processor, pid)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("taskset of " + name + " ends with " + exit);
            }
        }
    }

    /** CPU time of the process in seconds, with a resolution of 10 ms. */
    double processorSeconds() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
    }

    double secondsSinceStart() {
        return (System.nanoTime() - started) / 1e9;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }
}
