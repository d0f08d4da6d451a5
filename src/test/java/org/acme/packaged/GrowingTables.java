package org.acme.packaged;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Fills the tables for {@link ListGrowthIT}: many rows, of which one editor sees few. */
final class GrowingTables {

    private GrowingTables() {}

    /**
     * Inserts reports: one editor owns a tenth of them, another owns ten and sees ten shared ones; 5 % are internal.
     */
    static void load(Statement sql, int rows) throws SQLException {
        sql.execute("create extension pg_stat_statements");
        sql.execute("""
                insert into users (id, email, display_name, role, status, password_hash, created_at)
                select md5(name)::uuid, name || '@example.org', name, role, 'ACTIVE',
                  (select password_hash from users where role = 'ADMIN' limit 1), now()
                from (values ('few', 'EDITOR'), ('tenth', 'EDITOR'), ('admin', 'ADMIN')) as u(name, role)
                union all
                select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'user' || n || '@example.org', 'user' || n, 'EDITOR', 'ACTIVE',
                  (select password_hash from users where role = 'ADMIN' limit 1), now()
                from generate_series(1, 200) n""");
        sql.execute("""
                insert into reports (id, owner_id, title, body, status, visibility, created_at, updated_at, version)
                select md5('report' || n)::uuid,
                  case when n %% 10 = 0 then md5('tenth')::uuid when n <= 100 and n %% 10 = 1 then md5('few')::uuid
                    else ('00000000-0000-7000-8000-' || lpad((1 + n %% 200)::text, 12, '0'))::uuid end,
                  (array['Alpha', 'Beta', 'Gamma', 'Delta', 'Omega'])[1 + n / 10 %% 5] || ' ' || md5(n::text), repeat('x', 300),
                  (array['DRAFT', 'PUBLISHED', 'ARCHIVED'])[1 + n / 10 %% 3],
                  case when n %% 20 = 7 then 'INTERNAL' else 'PRIVATE' end,
                  timestamptz '2020-01-01' + n * interval '1 minute',
                  timestamptz '2023-01-01' + (n::bigint * 7919 %% %1$d) * interval '1 minute', 0
                from generate_series(1, %1$d) n""".formatted(rows));
        sql.execute("""
                insert into report_shares (report_id, user_id, access)
                select md5('report' || n)::uuid, md5('few')::uuid, 'READ' from generate_series(2, 92, 10) n""");
        loadOtherLists(sql, rows / 10);
        sql.execute("vacuum analyze");
    }

    /** Inserts rows of other users, and rows of the editor that the list does not show. */
    private static void loadOtherLists(Statement sql, int rows) throws SQLException {
        sql.execute("""
                insert into users (id, email, display_name, role, status, password_hash, created_at)
                select gen_random_uuid(), md5(n::text) || '@example.net', 'member ' || md5(n::text), 'VIEWER', 'ACTIVE',
                  (select password_hash from users where role = 'ADMIN' limit 1), now() from generate_series(1, %d) n""".formatted(2 * rows));
        sql.execute("""
                insert into report_shares (report_id, user_id, access)
                select md5('report' || n)::uuid, u.id, 'READ' from generate_series(101, %d) n
                cross join users u where u.email in ('user1@example.org', 'user2@example.org', 'user3@example.org')""".formatted(rows));
        sql.execute("""
                insert into sessions (id, user_id, created_at, last_used_at, authenticated_at, ends_at, revoked_at, user_agent,
                  address, device)
                select gen_random_uuid(), md5('few')::uuid, now() - n * interval '1 second', now(), now(), now() + interval '1 day',
                  case when n %% (%1$d / 10) <> 0 then now() end, 'agent', '127.0.0.1', 'device'
                from generate_series(1, %1$d) n""".formatted(rows));
        sql.execute("""
                insert into audit_events (id, at, type, actor, subject, trace_id, details)
                select gen_random_uuid(), now() - n * interval '1 second',
                  case when n %% (%1$d / 10) = 0 then 'account-deleted' else 'login-failed' end,
                  case when n %% (%1$d / 5) = 1 then md5('few')::uuid else md5('tenth')::uuid end, null, md5(n::text), '{}'
                from generate_series(1, %1$d) n""".formatted(rows));
        sql.execute("""
                insert into api_keys (id, user_id, name, prefix, hash, permissions, created_at, expires_at)
                select gen_random_uuid(), case when n <= 20 then md5('few')::uuid else md5('tenth')::uuid end, 'key', 'pal_', md5(n::text),
                  'reports:read', now(), now() + interval '1 day' from generate_series(1, %d) n""".formatted(rows));
        // webhook-only:begin
        sql.execute("""
                insert into webhooks (id, owner_id, url, events, secret, created_at)
                select md5('webhook' || n)::uuid, case when n <= 20 then md5('few')::uuid else md5('tenth')::uuid end,
                  'https://example.org', '{report.published}', 'secret', now() from generate_series(1, %d) n""".formatted(rows));
        sql.execute("""
                insert into webhook_deliveries (id, webhook_id, event, report_id, status, attempts, created_at)
                select gen_random_uuid(), md5('webhook' || 1 + n %% 2)::uuid, 'report.published', gen_random_uuid(), 'DELIVERED', 1,
                  now() - n * interval '1 second' from generate_series(1, %d) n""".formatted(rows));
        // webhook-only:end
        sql.execute("insert into settings (key, value) select 'app.former.' || n, n from generate_series(1, %d) n"
                .formatted(rows));
    }

    /** The id that {@code md5(name)::uuid} is in the database. */
    static String id(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.US_ASCII));
            ByteBuffer bytes = ByteBuffer.wrap(hash);
            return new UUID(bytes.getLong(), bytes.getLong()).toString();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
