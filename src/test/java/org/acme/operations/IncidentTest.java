package org.acme.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Eventually;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IncidentTest {

    private static final Pattern STATEMENT = Pattern.compile("(?s)```sql\n(.*?)```");

    /** Returns the SQL statements of docs/operations.md. */
    private static List<String> revokeEverything() throws IOException {
        String block = STATEMENT
                .matcher(Files.readString(Path.of("docs/operations.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(statements -> statements.contains("revoked_at"))
                .findFirst()
                .orElseThrow();
        return List.of(block.strip().split(";\\s*"));
    }

    private static int withKey(String key) {
        return Actors.anonymous().header("X-API-Key", key).get("/reports").statusCode();
    }

    /** Other tests use the sessions that were revoked here. */
    @AfterEach
    void restoreSessions() {
        Sql.run("update sessions set revoked_at = null where revoked_at > now() - interval '1 minute'");
    }

    @Test
    void incident_commands_in_the_operations_guide_revoke_all_credentials() throws IOException {
        Actor alice = Actors.editor();
        String key = alice.makesApiKey("reports:read");
        assertThat(withKey(key)).isEqualTo(200);

        revokeEverything().forEach(Sql::run);

        Eventually.holds(() -> {
            assertThat(alice.get("/users/me").statusCode()).isEqualTo(401);
            assertThat(withKey(key)).isEqualTo(401);
        });
    }
}
