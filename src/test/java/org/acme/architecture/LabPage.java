package org.acme.architecture;

import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.fixture.RawHttp;

/** The server of the lab page, without dev mode. */
final class LabPage implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("The lab: http://127\\.0\\.0\\.1:(\\d+)/#([0-9a-f]+)");
    private static final int CONNECT_MILLIS = 2_000;

    final String token;
    final String host;
    private final int port;
    private final Process process;

    private LabPage(Process process, Matcher address) {
        this.process = process;
        this.port = Integer.parseInt(address.group(1));
        this.host = "Host: 127.0.0.1:" + port;
        this.token = "X-Lab-Token: " + address.group(2);
    }

    static LabPage started() throws IOException {
        return startedIn(Files.ROOT);
    }

    static LabPage startedIn(Path root) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-XX:TieredStopAtLevel=1", "--source", "17", "lab/open", "--page", "--port", "0")
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        Matcher address = ADDRESS.matcher(line == null ? "" : line);
        if (!address.matches()) {
            process.destroyForcibly();
            throw new IllegalStateException("lab/open says: " + line);
        }
        return new LabPage(process, address);
    }

    /** Sends a request with exactly these headers. */
    Response get(String path, String... headers) {
        String lines = Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining());
        return RawHttp.send(
                null,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                "GET " + path + " HTTP/1.1\r\n" + lines + "Connection: close\r\n\r\n");
    }

    /** The addresses of this machine, other than loopback, at which the page can be reached. */
    List<InetAddress> reachableAt() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && connects(address))
                .toList();
    }

    private boolean connects(InetAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
        process.destroyForcibly();
    }
}
