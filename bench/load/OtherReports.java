package bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Adds private reports of other users, so that the callers see few of many rows. */
final class OtherReports {

    private static final int OWNERS = 100;

    private OtherReports() {}

    static void add(EmbeddedPostgres database, int rows) throws SQLException {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into users (id, email, display_name, role, status, password_hash, created_at)
                    select gen_random_uuid(), 'other-' || n || '@example.org', 'Other ' || n, 'EDITOR', 'ACTIVE',
                      (select password_hash from users limit 1), now()
                    from generate_series(1, %d) n""".formatted(OWNERS));
            statement.execute("""
                    insert into reports (id, owner_id, title, body, status, visibility, created_at, updated_at, version)
                    select gen_random_uuid(), o.id, 'Report ' || n, repeat('A sentence of a report. ', 40), 'DRAFT', 'PRIVATE',
                      now() - n * interval '1 second', now() - n * interval '1 second', 0
                    from (select id, row_number() over () as place from users where email like 'other-%%') o
                    join generate_series(1, %d) n on n %% %d + 1 = o.place""".formatted(rows, OWNERS));
            statement.execute("vacuum analyze");
        }
    }
}
