package org.acme.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PurgeTest {

    private static final int ROWS = 2 * Purge.BATCH + 1;
    private static final Pattern PURGE = Pattern.compile("olderThan\\(\\s*\"(\\w+)\", (?:\"(\\w+)\"|END)");

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

    private static long transactions() {
        return Long.parseLong(Sql.column("select pg_current_xact_id()::text").strip());
    }

    @Test
    void purge_deletes_only_rows_before_the_limit_and_in_batches() {
        insert("old", BORDER.minus(1, ChronoUnit.MILLIS));
        insert("new", BORDER);
        long before = transactions();

        assertThat(purge.olderThan("spent_challenges", "expires_at", BORDER)).isEqualTo(ROWS);

        assertThat(transactions() - before).as("transactions").isGreaterThan(ROWS / Purge.BATCH);
        assertThat(count("old")).isZero();
        assertThat(count("new")).isEqualTo(ROWS);
        assertThat(purge.olderThan("spent_challenges", "expires_at", BORDER)).isZero();
    }

    @Test
    void locked_row_is_left_to_the_next_purge() throws SQLException {
        insert("old", BORDER.minus(1, ChronoUnit.MILLIS));
        try (Sql.Transaction other =
                Sql.begin("select 1 from spent_challenges where challenge = 'purge old 1' for update")) {
            assertThat(purge.olderThan("spent_challenges", "expires_at", BORDER))
                    .isEqualTo(ROWS - 1);
        }
        assertThat(purge.olderThan("spent_challenges", "expires_at", BORDER)).isOne();
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
