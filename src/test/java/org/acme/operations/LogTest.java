package org.acme.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LogTest {

    private final List<ExtLogRecord> lines = new CopyOnWriteArrayList<>();
    private final Handler reader = new Handler() {
        @Override
        public void publish(LogRecord line) {
            ExtLogRecord kept = ExtLogRecord.wrap(line);
            kept.copyMdc();
            lines.add(kept);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void captureLog() {
        Logger.getLogger("org.acme.problem").addHandler(reader);
    }

    @AfterEach
    void stopCapturing() {
        Logger.getLogger("org.acme.problem").removeHandler(reader);
    }

    @Test
    void every_log_line_has_the_caller_and_the_trace_id() {
        Actor alice = Actors.editor();

        String trace = alice.get("/settings").path("traceId");

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.getMdc("traceId")).isEqualTo(trace);
            assertThat(line.getMdc("callerId")).isEqualTo(alice.id().toString());
        });
    }

    @Test
    void every_log_line_of_a_request_with_an_api_key_has_its_id() {
        Actor alice = Actors.editor();
        String key = alice.makesApiKey("reports:read");
        String id = alice.get("/api-keys").path("items[0].id");

        Actors.anonymous().header("X-API-Key", key).get("/settings");
        alice.get("/settings");

        assertThat(lines).extracting(line -> line.getMdc("apiKeyId")).containsExactly(id, null);
        assertThat(lines)
                .extracting(line -> line.getMdc("callerId"))
                .containsOnly(alice.id().toString());
    }

    @Test
    void caller_id_does_not_leak_into_log_lines_of_later_requests() {
        Actors.editor().get("/users/me");

        Actors.anonymous().get("/users/me");

        assertThat(lines).singleElement().satisfies(line -> assertThat(line.getMdc("callerId"))
                .isNull());
    }
}
