package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.Test;

/** States the purpose of each index. A migration that drops or changes one also changes this list. */
@QuarkusTest
class IndexesTest {

    private static final String PURPOSES = """
            UNIQUE account_mails_pkey ON account_mails btree (id) -- primary key
            UNIQUE api_keys_hash_key ON api_keys btree (hash) -- look-up of a presented key
            UNIQUE api_keys_pkey ON api_keys btree (id) -- primary key
            UNIQUE audit_events_pkey ON audit_events btree (id) -- primary key
            UNIQUE consecutive_failures_pkey ON consecutive_failures btree (user_id) -- primary key
            UNIQUE deleted_identities_pkey ON deleted_identities btree (hash) -- external-issuer-only primary key
            UNIQUE external_identities_by_user ON external_identities btree (user_id) -- external-issuer-only one identity per account; foreign key: a deleted user
            UNIQUE external_identities_pkey ON external_identities btree (issuer, subject) -- external-issuer-only primary key; look-up of a token's user
            UNIQUE flow_uses_pkey ON flow_uses btree (flow, user_id, day) -- primary key
            UNIQUE idempotency_keys_pkey ON idempotency_keys btree (user_id, operation, key_hash) -- primary key
            UNIQUE issuer_logins_pkey ON issuer_logins btree (hash) -- external-issuer-only primary key
            UNIQUE login_failures_pkey ON login_failures btree (account, device) -- primary key
            UNIQUE password_resets_pkey ON password_resets btree (user_id) -- primary key
            UNIQUE password_resets_token_hash_key ON password_resets btree (token_hash) -- look-up of a presented token
            UNIQUE recovery_codes_pkey ON recovery_codes btree (user_id, hash) -- primary key
            UNIQUE refresh_tokens_pkey ON refresh_tokens btree (hash) -- primary key
            UNIQUE registrations_pkey ON registrations btree (id) -- primary key
            UNIQUE registrations_token_hash_key ON registrations btree (token_hash) -- look-up of a presented token
            UNIQUE report_shares_pkey ON report_shares btree (report_id, user_id) -- primary key
            UNIQUE reports_pkey ON reports btree (id) -- primary key
            UNIQUE sessions_pkey ON sessions btree (id) -- primary key
            UNIQUE settings_pkey ON settings btree (key) -- primary key
            UNIQUE spent_challenges_pkey ON spent_challenges btree (challenge) -- primary key
            UNIQUE totp_pkey ON totp btree (user_id) -- primary key
            UNIQUE users_email ON users btree (email) -- one account per address; login
            UNIQUE users_pkey ON users btree (id) -- primary key
            UNIQUE webhook_deliveries_pkey ON webhook_deliveries btree (id) -- webhook-only primary key
            UNIQUE webhooks_pkey ON webhooks btree (id) -- webhook-only primary key
            account_mails_by_attempt ON account_mails btree (next_attempt_at) -- the worker takes the messages that are due
            account_mails_by_end ON account_mails btree (expires_at) -- purge
            account_mails_by_registration ON account_mails btree (registration_id) -- foreign key: a deleted registration
            account_mails_new ON account_mails btree (next_attempt_at) WHERE (attempts = 0) -- new messages before retries
            api_keys_by_end ON api_keys btree (expires_at) -- purge
            api_keys_by_user ON api_keys btree (user_id, id) -- list and number of keys of a user
            audit_events_by_actor ON audit_events btree (actor, at, id) -- list by actor
            audit_events_by_actor_and_type ON audit_events btree (actor, type, at, id) -- list by actor and type
            audit_events_by_time ON audit_events btree (at, id) -- list of all events
            audit_events_by_type ON audit_events btree (type, at, id) -- list by type
            flow_uses_by_day ON flow_uses btree (day) -- purge
            flow_uses_by_user ON flow_uses btree (user_id) -- foreign key: a deleted user
            idempotency_keys_by_end ON idempotency_keys btree (expires_at) -- purge
            idempotency_keys_by_object ON idempotency_keys btree (object_id) WHERE (object_id IS NOT NULL) -- responses of a deleted object
            issuer_logins_by_age ON issuer_logins btree (seen_at) -- external-issuer-only purge
            login_failures_by_age ON login_failures btree (updated_at) -- purge
            password_resets_by_end ON password_resets btree (expires_at) -- purge
            refresh_tokens_by_session ON refresh_tokens btree (session_id) -- foreign key: a purged session
            registrations_by_email ON registrations btree (email) -- registrations of an address that was confirmed
            registrations_by_end ON registrations btree (expires_at) -- purge
            report_shares_by_created ON report_shares btree (user_id, created_at, report_id) -- list of shared reports by creation
            report_shares_by_owner_created ON report_shares btree (user_id, owner_id, created_at, report_id) -- list of shared reports by creation, of one owner
            report_shares_by_owner_state_created ON report_shares btree (user_id, owner_id, status, visibility, created_at, report_id) -- list of shared reports by creation, of one owner, filtered by status or visibility
            report_shares_by_owner_state_title ON report_shares btree (user_id, owner_id, status, visibility, title, report_id) -- list of shared reports by title, of one owner, filtered by status or visibility
            report_shares_by_owner_state_updated ON report_shares btree (user_id, owner_id, status, visibility, updated_at, report_id) -- list of shared reports by last change, of one owner, filtered by status or visibility
            report_shares_by_state_created ON report_shares btree (user_id, status, visibility, created_at, report_id) -- list of shared reports by creation, filtered by status or visibility
            report_shares_by_state_title ON report_shares btree (user_id, status, visibility, title, report_id) -- list of shared reports by title, filtered by status or visibility
            report_shares_by_state_updated ON report_shares btree (user_id, status, visibility, updated_at, report_id) -- list of shared reports by last change, filtered by status or visibility
            reports_all_title_trigrams ON reports gin (((lower(title) || ''::text)) gin_trgm_ops) -- search by title, by moderators
            reports_by_owner ON reports btree (owner_id, created_at, id) -- foreign key: a deleted user; list of own reports
            reports_by_owner_state_created ON reports btree (owner_id, status, visibility, created_at, id) -- list of reports by creation, of one owner, filtered by status or visibility
            reports_by_owner_state_title ON reports btree (owner_id, status, visibility, title, id) -- list of reports by title, of one owner, filtered by status or visibility
            reports_by_owner_state_updated ON reports btree (owner_id, status, visibility, updated_at, id) -- list of reports by last change, of one owner, filtered by status or visibility
            reports_by_state_created ON reports btree (status, visibility, created_at, id) -- list of reports by creation, filtered by status or visibility
            reports_by_state_title ON reports btree (status, visibility, title, id) -- list of reports by title, filtered by status or visibility
            reports_by_state_updated ON reports btree (status, visibility, updated_at, id) -- list of reports by last change, filtered by status or visibility
            reports_published_title_trigrams ON reports gin (lower(title) gin_trgm_ops) WHERE ((status = 'PUBLISHED'::text) AND (visibility = 'INTERNAL'::text)) -- search by title among published reports
            sessions_by_device ON sessions btree (user_id, device, created_at) -- known devices of a login
            sessions_by_end ON sessions btree (ends_at) -- purge
            sessions_by_issuer_login ON sessions btree (issuer_login) WHERE (issuer_login IS NOT NULL) -- external-issuer-only logout at an external issuer
            sessions_by_revocation ON sessions btree (revoked_at) WHERE (revoked_at IS NOT NULL) -- purge
            sessions_by_user ON sessions btree (user_id, created_at) -- foreign key: a deleted user
            sessions_live_by_user ON sessions btree (user_id, created_at, id) WHERE (revoked_at IS NULL) -- list of live sessions
            spent_challenges_by_end ON spent_challenges btree (expires_at) -- purge
            users_active_admins ON users btree (id) WHERE ((role = 'ADMIN'::text) AND (status = 'ACTIVE'::text)) -- lock on all active administrators
            users_by_email_trigrams ON users gin (((email)::text) gin_trgm_ops) -- search by administrators
            users_by_name_trigrams ON users gin (lower(display_name) gin_trgm_ops) -- search by name
            webhook_deliveries_by_age ON webhook_deliveries btree (created_at) -- webhook-only purge
            webhook_deliveries_by_time ON webhook_deliveries btree (webhook_id, created_at, id) -- webhook-only list of deliveries
            webhook_deliveries_cut_off ON webhook_deliveries btree (next_attempt_at) WHERE ((status = 'PENDING'::text) AND (attempts >= 8)) -- webhook-only deliveries to give up
            webhook_deliveries_due ON webhook_deliveries btree (webhook_id, next_attempt_at) WHERE (status = 'PENDING'::text) -- webhook-only deliveries of a webhook that are due
            webhooks_by_owner ON webhooks btree (owner_id, id) -- webhook-only list and number of webhooks of a user
            webhooks_by_turn ON webhooks btree (served_at NULLS FIRST, id) -- webhook-only webhooks take turns
            """;

    /** A migration may state it with {@code comment on index}; that of a primary key is clear. */
    @Test
    void every_index_of_the_database_has_a_stated_purpose() {
        List<String> indexes = Sql.column(
                        "select regexp_replace(indexdef, '^CREATE (UNIQUE )?INDEX (\\w+) ON public\\.(\\w+) USING ', '\\1\\2 ON \\3 ')"
                                + " from pg_indexes where schemaname = 'public' and tablename <> 'flyway_schema_history'"
                                + " and obj_description(indexname::regclass, 'pg_class') is null")
                .lines()
                .filter(index -> PURPOSES.contains(index) || !index.contains("_pkey "))
                .toList();
        assertThat(PURPOSES.lines()).allMatch(line -> line.matches(".+ -- .+"));
        assertThat(indexes)
                .containsExactlyInAnyOrderElementsOf(PURPOSES.lines()
                        .map(line -> line.replaceAll(" -- .*", ""))
                        .toList());
    }

    /** {@link org.acme.shared.Purge} and the database look for the rows that go with a deleted one. */
    @Test
    void every_foreign_key_that_cascades_begins_an_index() {
        assertThat(Sql.column("""
                        select concat(f.conrelid::regclass, ' (', a.attname, ')') from pg_constraint f
                        join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
                        where f.contype = 'f' and f.confdeltype = 'c' and not exists (select 1 from pg_index i
                        where i.indrelid = f.conrelid and i.indkey[0] = a.attnum and i.indpred is null)""")).as("foreign keys without index").isEmpty();
    }
}
