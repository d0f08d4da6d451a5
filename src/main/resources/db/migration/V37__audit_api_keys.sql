-- The API key with which an event was caused; null for a session, without a caller, and for events of earlier versions.
alter table audit_events add column api_key uuid;
