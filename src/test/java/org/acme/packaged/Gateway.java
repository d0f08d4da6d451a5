package org.acme.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.acme.fixture.QuietPort;

/**
 * Runs nginx with the deployed configuration of the gateway. Only addresses, ports and folders are adapted;
 * certificates are created as in the deployment guide.
 */
final class Gateway implements AutoCloseable {

    final int port = QuietPort.choose();
    final Path log;
    final Path errors;
    final Path authority;
    private final Process process;

    Gateway(Path folder, Service first, Service second) throws Exception {
        this(folder, first.port, second.port);
    }

    /** @param first the port of the first instance */
    Gateway(Path folder, int first, int second) throws Exception {
        Path secrets = folder.resolve("secrets");
        run(Path.of("deploy", "make-secrets").toString(), secrets.toString());
        authority = secrets.resolve("authority.pem");
        log = folder.resolve("access.log");
        errors = folder.resolve("error.log");
        String configuration = Files.readString(Path.of("deploy", "gateway", "nginx.conf"));
        configuration = changed(configuration, " /tmp/", " " + folder + "/");
        configuration = changed(configuration, "/run/secrets", secrets.toString());
        configuration = changed(configuration, "/dev/stdout", log.toString());
        configuration = changed(configuration, "/dev/stderr", errors.toString());
        configuration = changed(configuration, "172.30.71.11:8080", "127.0.0.1:" + first);
        configuration = changed(configuration, "172.30.71.12:8080", "127.0.0.1:" + second);
        configuration = changed(configuration, "listen 8443", "listen 127.0.0.1:" + port);
        Path file = Files.writeString(folder.resolve("nginx.conf"), configuration);
        run("nginx", "-t", "-q", "-c", file.toString());
        process = new ProcessBuilder("nginx", "-c", file.toString(), "-g", "daemon off;")
                .inheritIO()
                .start();
    }

    /** Returns whether nginx is installed. */
    static boolean isInstalled() {
        return List.of(System.getenv("PATH").split(java.io.File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "nginx")));
    }

    /** Opens a connection for the name of the gateway. Java sends no name without a dot by itself. */
    SSLSocket connection(SSLContext trusting) throws IOException {
        SSLSocket client = (SSLSocket) trusting.getSocketFactory().createSocket("localhost", port);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName("localhost")));
        client.setSSLParameters(parameters);
        return client;
    }

    private static String changed(String configuration, String from, String to) {
        if (!configuration.contains(from)) {
            throw new IllegalStateException("The configuration does not say " + from + " any more");
        }
        return configuration.replace(from, to);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command));
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(30, TimeUnit.SECONDS);
    }
}
