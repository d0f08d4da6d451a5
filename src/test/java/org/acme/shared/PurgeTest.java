package org.acme.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acme.fixture.Actors;
import org.acme.fixture.FailingDatabase;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PurgeTest {

    private static final int ROWS = 2 * Purge.BATCH + 1;
    private static final Pattern PURGE = Pattern.compile("deleteOlderThan\\(\\s*\"(\\w+)\", (?:\"(\\w+)\"|END)");

    /** A limit that no other test uses. */
    private static final Instant BORDER = Instant.parse("2001-01-01T00:00:00Z");

    @Inject
    Purge purge;

    @AfterEach
    void deleteRows() {
        Sql.run("delete from spent_challenges where challenge like 'purge %'");
    }

    private static void insert(String name, Instant end) {
        Sql.run(
                "insert into spent_challenges (challenge, expires_at) select 'purge " + name + " ' || n, ?::timestamptz"
                        + " from generate_series(1, " + ROWS + ") n",
                end.toString());
    }

    private static long count(String name) {
        return Long.parseLong(
                Sql.column("select count(*) from spent_challenges where challenge like ?", "purge " + name + " %")
                        .strip());
    }

    @Test
    void purge_deletes_only_rows_before_the_limit_and_in_batches() {
        insert("old", BORDER.minus(1, ChronoUnit.MILLIS));
        insert("new", BORDER);
        long before = Sql.transactions();

        assertThat(purge.deleteOlderThan("spent_challenges", "expires_at", BORDER))
                .isEqualTo(ROWS);

        assertThat(Sql.transactions() - before).as("transactions").isGreaterThan(ROWS / Purge.BATCH);
        assertThat(count("old")).isZero();
        assertThat(count("new")).isEqualTo(ROWS);
        assertThat(purge.deleteOlderThan("spent_challenges", "expires_at", BORDER))
                .isZero();
    }

    @Test
    void locked_row_is_left_to_the_next_purge() throws SQLException {
        insert("old", BORDER.minus(1, ChronoUnit.MILLIS));
        try (Sql.Transaction other =
                Sql.begin("select 1 from spent_challenges where challenge = 'purge old 1' for update")) {
            assertThat(purge.deleteOlderThan("spent_challenges", "expires_at", BORDER))
                    .isEqualTo(ROWS - 1);
        }
        assertThat(purge.deleteOlderThan("spent_challenges", "expires_at", BORDER))
                .isOne();
    }

    /** Adds a session that ended before the limit. */
    private static UUID endedSession(String end) {
        UUID id = UUID.randomUUID();
        Sql.run(
                "insert into sessions (id, user_id, created_at, last_used_at, authenticated_at, ends_at, user_agent, address,"
                        + " device) select ?, ?, now(), now(), now(), ?::timestamptz, 'Purged', '192.0.2.1', ''",
                id,
                Actors.viewer().id(),
                end);
        return id;
    }

    private static String remaining(UUID first, UUID second) {
        return Sql.column("select id from sessions where id in (?, ?)", first, second)
                .strip();
    }

    @Test
    void purge_deletes_dependent_rows_before_and_in_batches() {
        UUID first = endedSession("2000-01-01T00:00:00Z");
        UUID second = endedSession("2000-01-02T00:00:00Z");
        Sql.addRefreshTokens(first, 10 * Purge.BATCH);
        Sql.addRefreshTokens(second, 1);
        long before = Sql.transactions();

        assertThat(purge.deleteOlderThan("sessions", "ends_at", BORDER)).isEqualTo(2);

        assertThat(Sql.transactions() - before).as("transactions").isGreaterThan(10);
        assertThat(remaining(first, second)).isEmpty();
    }

    @Test
    void row_that_cannot_be_deleted_does_not_stop_the_purge_of_others() {
        UUID first = endedSession("2000-01-01T00:00:00Z");
        UUID second = endedSession("2000-01-02T00:00:00Z");
        try (FailingDatabase failing = FailingDatabase.onDeletionOf("sessions", first, "57014")) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> purge.deleteOlderThan("sessions", "ends_at", BORDER))
                        .hasStackTraceContaining("failed on purpose");
            }
            assertThat(remaining(first, second)).isEqualTo(first.toString());
        }
        assertThat(purge.deleteOlderThan("sessions", "ends_at", BORDER)).isOne();
    }

    @Test
    void purge_stops_when_many_rows_cannot_be_deleted() {
        for (int day = 11; day < 26; day++) {
            endedSession("2000-01-" + day + "T00:00:00Z");
        }
        try (FailingDatabase failing = FailingDatabase.onUseOf("57014", List.of("refresh_tokens"))) {
            assertThatThrownBy(() -> purge.deleteOlderThan("sessions", "ends_at", BORDER))
                    .hasStackTraceContaining("failed on purpose");
        }
        assertThat(purge.deleteOlderThan("sessions", "ends_at", BORDER)).isEqualTo(15);
    }

    @Test
    void every_purge_uses_an_index() throws IOException {
        List<MatchResult> purges;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            purges = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> PURGE.matcher(text(file)).results())
                    .toList();
        }
        assertThat(purges).hasSizeGreaterThanOrEqualTo(10);
        for (MatchResult found : purges) {
            String column = found.group(2) == null ? "expires_at" : found.group(2);
            assertThat(Sql.column(
                                    "select count(*) from pg_index i join pg_attribute a on a.attrelid = i.indrelid"
                                            + " and a.attnum = i.indkey[0] where i.indrelid = ?::regclass and a.attname = ?",
                                    found.group(1),
                                    column)
                            .strip())
                    .as("%s (%s)", found.group(1), column)
                    .isNotEqualTo("0");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
