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

/** A PostgreSQL server that can be frozen, restarted on its port, and replicated to a standby. */
final class PostgresServer implements AutoCloseable {

    private final Path data;
    private EmbeddedPostgres process;
    private final int port;

    private PostgresServer(Path data) {
        this.data = data;
        this.process = start(QuietPort.choose());
        this.port = process.getPort();
    }

    /** Starts a server with its data in this folder, and creates the folder at the first start. */
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

    /** Starts a standby in another folder. Restarts this server, because its files are copied. */
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

    /** Sends a signal to the server and all its backend processes. */
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

    /** Returns the first column of the first row as text. */
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

    /** Stops the server. {@link #restart} starts it again. */
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
