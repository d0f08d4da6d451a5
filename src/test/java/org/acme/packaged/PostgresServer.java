package org.acme.packaged;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.acme.fixture.Postgres;
import org.acme.fixture.QuietPort;

/** A PostgreSQL server with a folder of its own: it can be frozen, restarted on its port, and followed by a standby. */
final class PostgresServer implements AutoCloseable {

    private final Path data;
    private EmbeddedPostgres process;
    private final int port;

    private PostgresServer(Path data) {
        this.data = data;
        this.process = start(QuietPort.choose());
        this.port = process.getPort();
    }

    /** Starts a server whose data is in this folder, which a first start makes. */
    static PostgresServer in(Path data) {
        return new PostgresServer(data);
    }

    private EmbeddedPostgres start(int onPort) {
        try {
            return Postgres.builder()
                    .setPort(onPort)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Starts a standby in another folder. This server is restarted for it, because its files are copied. */
    PostgresServer standby(Path folder) throws IOException {
        process.close();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = folder.resolve(data.relativize(file));
                if (!Files.isDirectory(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
        process = start(port);
        Files.createFile(folder.resolve("standby.signal"));
        Files.writeString(
                folder.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=localhost port=" + port + " user=postgres'\n",
                StandardOpenOption.APPEND);
        Files.setPosixFilePermissions(folder, Files.getPosixFilePermissions(data));
        return new PostgresServer(folder);
    }

    int port() {
        return port;
    }

    void freeze() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    /** To the server and all processes that serve its connections. */
    private void signal(String signal) {
        try {
            long server = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
            List<String> command = new ArrayList<>(List.of("kill", "-" + signal, String.valueOf(server)));
            ProcessHandle.of(server)
                    .orElseThrow()
                    .descendants()
                    .forEach(backend -> command.add(String.valueOf(backend.pid())));
            if (new ProcessBuilder(command).start().waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command));
            }
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The first column of the first row, as text. */
    String value(String query) {
        try (Connection connection = process.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    void run(String... statements) {
        try (Connection connection = process.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Stops the server as an operator does; {@link #restart} brings it back. */
    void stop() throws IOException {
        process.close();
    }

    void restart() {
        process = start(port);
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
