package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Expand and contract (docs/operations.md): during a deployment, the previous version runs on the migrated schema. Only
 * migrations with {@code contract} in their name may therefore remove what it uses.
 */
class MigrationsTest {

    /** The last migration of the first release. */
    private static final int BASE = 23;

    /** The last migration whose indexes can only be created by it. */
    private static final int INDEXES_BASE = 33;

    private static final Pattern INDEX =
            Pattern.compile("\\bcreate\\s+(?:unique\\s+)?index\\s+(?!if\\s+not\\s+exists\\b)[^;]*?\\bon\\s+(\\w+)");

    private static final Path FOLDER = Files.ROOT.resolve("src/main/resources/db/migration");
    private static final Pattern VERSION = Pattern.compile("V([0-9]+)__.*");

    /** Comments, strings and function bodies, which run later. Blocks that run at once are kept. */
    private static final Pattern NO_STATEMENT =
            Pattern.compile("--[^\\n]*|/\\*(?s:.*?)\\*/|(?i:\\bas\\s+)(\\$\\w*\\$)(?s:.*?)\\1");

    private static final List<Pattern> DESTRUCTIVE = Stream.of(
                    "\\bdrop\\b(?!\\s+not\\s+null)",
                    "\\brename\\b",
                    "\\btruncate\\b",
                    "\\bdelete\\s+from\\b",
                    "\\brevoke\\b",
                    "\\balter\\s+(column\\s+)?\\S+\\s+(set\\s+data\\s+)?type\\b",
                    "\\bset\\s+not\\s+null\\b",
                    "\\badd\\s+(column\\s+)?(if\\s+not\\s+exists\\s+)?(?!constraint\\b)\\w+[^,;]*\\bnot\\s+null\\b")
            .map(Pattern::compile)
            .toList();

    private static List<String> destructive(String migration) {
        String text = NO_STATEMENT.matcher(migration).replaceAll(" ").toLowerCase(Locale.ROOT);
        return Stream.of(text.split(";"))
                .map(statement -> statement.replaceAll("\\s+", " ").strip())
                .filter(statement -> DESTRUCTIVE.stream()
                        .anyMatch(pattern -> pattern.matcher(statement).find()))
                .filter(statement -> !hasDefault(statement, text))
                .toList();
    }

    /** A new mandatory column with a default does not break inserts of the previous version. */
    private static boolean hasDefault(String statement, String migration) {
        boolean added = statement.matches(".*\\badd .*\\bnot null\\b.*") && statement.matches(".*\\bdefault\\b.*");
        boolean set = statement.matches("alter table \\S+ alter (column )?\\S+ set not null")
                && migration
                        .replaceAll("\\s+", " ")
                        .contains(statement.replaceAll(" set not null$", "") + " set default ");
        return added || set;
    }

    private static List<Path> migrations() {
        return Files.below(FOLDER, ".sql").stream()
                .filter(file -> VERSION.matcher(file.getFileName().toString()).matches())
                .toList();
    }

    private static int version(Path migration) {
        return VERSION.matcher(migration.getFileName().toString())
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isContract(Path migration) {
        return migration.getFileName().toString().matches("V[0-9]+__contract_.*");
    }

    @Test
    void only_contract_migrations_remove_what_the_previous_version_uses() {
        assertThat(migrations()).isNotEmpty();
        assertThat(migrations().stream().filter(migration -> version(migration) > BASE && !isContract(migration)))
                .allSatisfy(migration -> assertThat(destructive(Files.text(migration)))
                        .as("%s: only V…__contract_….sql may do this, see docs/operations.md", migration)
                        .isEmpty());
    }

    /** Indexes that only the migration can create, although their tables may have many rows. */
    private static List<String> blockingIndexes(String migration) {
        String text = NO_STATEMENT.matcher(migration).replaceAll(" ").toLowerCase(Locale.ROOT);
        return INDEX.matcher(text)
                .results()
                .map(index -> index.group(1))
                .filter(table -> !text.matches("(?s).*\\bcreate\\s+table\\s+" + table + "\\b.*"))
                .toList();
    }

    @Test
    void indexes_of_existing_tables_can_be_created_before_an_upgrade() {
        assertThat(migrations().stream().filter(migration -> version(migration) > INDEXES_BASE))
                .allSatisfy(migration -> assertThat(blockingIndexes(Files.text(migration)))
                        .as(migration.toString())
                        .isEmpty());
        assertThat(blockingIndexes(
                        "create unique index reports_kind on reports (kind);\nCREATE INDEX a ON users (role);"))
                .containsExactly("reports", "users");
        assertThat(blockingIndexes("create index if not exists reports_kind on reports (kind);"
                        + " create table shelves (id uuid); create index shelves_by_id on shelves (id);"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table reports;",
                "DROP INDEX reports_title;",
                "alter table reports drop column body;",
                "alter table reports\n  drop constraint reports_owner_fk;",
                "alter table reports rename column body to text;",
                "alter table reports rename to documents;",
                "truncate reports;",
                "delete from reports where status = 'DRAFT';",
                "alter table reports alter column title type varchar(100);",
                "alter table reports alter title set data type text;",
                "alter table reports alter column title set not null;",
                "alter table reports add column kind text not null;",
                "alter table reports add kind text not null, add shelf text;",
                "revoke select on reports from palisade_app;",
                "do $$ begin execute 'drop table reports'; end $$;",
                "insert into settings values ('a', 1); -- harmless\n drop table reports;"
            })
    void destructive_migration_statements_are_recognised(String statement) {
        assertThat(destructive(statement)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table shelves (id uuid primary key, name text not null);",
                "alter table reports add column kind text;",
                "alter table reports add column kind text not null default 'plain';",
                "alter table reports alter column title drop not null;",
                "alter table reports alter column kind set default 'plain'; update reports set kind = 'plain';"
                        + " alter table reports alter column kind set not null;",
                "alter table reports add constraint kind_is_known check (kind is not null) not valid;",
                "grant select on reports to palisade_app;",
                "-- drop table reports;\ncreate index reports_kind on reports (kind);",
                "/* delete from reports; */ create index reports_kind on reports (kind);",
                "create function forget() returns trigger language plpgsql as $body$ begin"
                        + " delete from shelves; return old; end $body$;"
            })
    void additive_migration_statements_are_accepted(String statement) {
        assertThat(destructive(statement)).isEmpty();
    }
}
