package org.acme.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** An SMTP server (RFC 5321) on loopback that accepts every message and records the commands. */
final class SmtpServer implements AutoCloseable {

    private final ServerSocket server;
    private final SSLContext tls;
    private final List<String> commands = new CopyOnWriteArrayList<>();

    private SmtpServer(SSLContext tls) {
        this.tls = tls;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread acceptor = new Thread(this::acceptAll, "SMTP server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    static SmtpServer withoutStartTls() {
        return new SmtpServer(null);
    }

    /** Offers STARTTLS (RFC 3207) with this certificate. */
    static SmtpServer withStartTls(SSLContext tls) {
        return new SmtpServer(tls);
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> commands() {
        return commands;
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                serve(client);
            } catch (IOException closed) {
                // By the client, or by the end of the test.
            }
        }
    }

    private void serve(Socket client) throws IOException {
        say(client, "220 mail.example ESMTP");
        String extensions = tls == null ? "250 mail.example" : "250-mail.example\r\n250 STARTTLS";
        if (upgrades(client, extensions)) {
            upgrades(tls.getSocketFactory().createSocket(client, null, true), "250 mail.example");
        }
    }

    /** Responds to commands; true when the client asks for TLS. */
    private boolean upgrades(Socket client, String extensions) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        boolean inText = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (inText) {
                inText = !line.equals(".");
                if (!inText) {
                    say(client, "250 accepted");
                }
                continue;
            }
            commands.add(line);
            inText = line.equals("DATA");
            say(client, reply(line, extensions));
            if (line.equals("STARTTLS")) {
                return true;
            }
        }
        return false;
    }

    private static String reply(String command, String extensions) {
        if (command.startsWith("EHLO")) {
            return extensions;
        }
        return switch (command) {
            case "DATA" -> "354 end with a dot";
            case "STARTTLS" -> "220 ready";
            case "QUIT" -> "221 goodbye";
            default -> "250 ok";
        };
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
