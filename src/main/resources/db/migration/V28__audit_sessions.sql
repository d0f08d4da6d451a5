-- The session in which an audit event happened; null without one, as with an API key or before a login. The name of the event in
-- the OWASP Logging Vocabulary; null for events of earlier versions.
alter table audit_events
  add column session uuid,
  add column vocabulary text;
