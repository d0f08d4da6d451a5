package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.acme.fixture.Postgres;
import org.acme.fixture.QuietPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests the startup cache of the container image, created like in its Dockerfile and used like in its entry point. */
@EnabledForJreRange(minVersion = 25)
@EnabledOnOs(OS.LINUX)
@DisabledIfSystemProperty(named = Service.NATIVE, matches = ".+", disabledReason = "An executable needs no cache")
class StartupCacheIT {

    @TempDir
    Path folder;

    @Test
    void service_starts_from_the_cache_of_a_training_run() throws Exception {
        Path cache = folder.resolve("app.aot");
        try (EmbeddedPostgres postgres = Postgres.started()) {
            assertThat(train(cache, postgres.getPort())).isZero();
        }
        // In this mode a JVM that cannot use the cache does not start.
        try (EmbeddedPostgres postgres = Postgres.started();
                Service service = Service.withOnly(
                        List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache),
                        Production.environment(postgres.getPort()))) {
            assertThat(service.starts()).as(service.log()).isTrue();
            given().get(service.url() + "/api/v1/reports").then().statusCode(401);
        }
    }

    private int train(Path cache, int databasePort) throws IOException, InterruptedException {
        ProcessBuilder training = new ProcessBuilder(
                        "src/main/docker/train", Service.PACKAGE.toString(), cache.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("training.log").toFile());
        training.environment().put("JAVA_HOME", System.getProperty("java.home"));
        training.environment().put("PGPORT", String.valueOf(databasePort));
        training.environment().put("TRAINING_PORT", String.valueOf(QuietPort.choose()));
        Process process = training.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
