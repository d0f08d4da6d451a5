-- What purges delete is found by an index, however much is stored.
create index sessions_by_revocation on sessions (revoked_at) where revoked_at is not null;
create index registrations_by_end on registrations (expires_at);
create index password_resets_by_end on password_resets (expires_at);
create index account_mails_by_end on account_mails (expires_at);
create index flow_uses_by_user on flow_uses (user_id);

-- Deliveries that were cut off in their last attempt.
create index webhook_deliveries_cut_off on webhook_deliveries (next_attempt_at) where status = 'PENDING' and attempts >= 8;

-- A list costs what it returns: sessions that were revoked are not read, and events by actor and type have an order.
create index sessions_live_by_user on sessions (user_id, created_at, id) where revoked_at is null;
create index audit_events_by_actor_and_type on audit_events (actor, type, at, id);

-- Reports of one owner among many that are shared with a user.
create index report_shares_by_owner_created on report_shares (user_id, owner_id, created_at, report_id);
create index report_shares_by_owner_state_created on report_shares (user_id, owner_id, status, visibility, created_at, report_id);
create index report_shares_by_owner_state_updated on report_shares (user_id, owner_id, status, visibility, updated_at, report_id);
create index report_shares_by_owner_state_title on report_shares (user_id, owner_id, status, visibility, title, report_id);

-- Users are searched by any part of their name.
create index users_by_name_trigrams on users using gin (lower(display_name) gin_trgm_ops);
