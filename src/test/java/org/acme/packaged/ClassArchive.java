package org.acme.packaged;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.acme.fixture.Postgres;

/**
 * Makes the package start faster in integration tests: one run writes a class data archive (AppCDS) for all others, and
 * only the C1 compiler runs. It changes no settings of the service.
 */
final class ClassArchive {

    private static final Path FILE = Path.of("target", "integration-tests.jsa");

    private static final Path LOCK = Path.of("target", "integration-tests.lock");

    private static final List<String> COMPILER = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private ClassArchive() {}

    /** Returns the JVM options. Creates the archive when it is missing or older than the package. */
    static synchronized List<String> options() throws IOException {
        if (System.getProperty(Service.NATIVE) != null) {
            return List.of();
        }
        // Another JVM with tests may make it at this moment.
        try (FileChannel lock = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            if (!isOfThisPackage()) {
                make();
            }
        }
        return with("-XX:SharedArchiveFile=");
    }

    private static List<String> with(String archive) {
        return Stream.concat(COMPILER.stream(), Stream.of(archive + FILE.toAbsolutePath()))
                .toList();
    }

    private static boolean isOfThisPackage() throws IOException {
        Path archived = Service.PACKAGE.resolve("quarkus-run.jar");
        return Files.exists(FILE) && modified(FILE).compareTo(modified(archived)) > 0;
    }

    private static FileTime modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }

    private static void make() throws IOException {
        Files.deleteIfExists(FILE);
        try (EmbeddedPostgres postgres = Postgres.started();
                Service service = Service.withOnly(
                        with("-XX:ArchiveClassesAtExit="), Production.environment(postgres.getPort()))) {
            if (!service.starts()) {
                throw new IllegalStateException(service.log());
            }
            Production.WARM_UP.forEach(request -> request.accept(service));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
