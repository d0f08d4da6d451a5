-- The trail outlives the accounts in it, so it refers to none by foreign key. The service adds to it and reads it.
create table audit_events (
  id       uuid primary key,
  at       timestamptz not null,
  type     text        not null,
  actor    uuid,
  subject  uuid,
  address  text,
  trace_id text        not null,
  details  text        not null
);

create index audit_events_by_time on audit_events (at, id);
create index audit_events_by_actor on audit_events (actor, at, id);
create index audit_events_by_type on audit_events (type, at, id);

grant select, insert on audit_events to "${service_role}";
