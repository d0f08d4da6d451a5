-- Each webhook is served by one instance at a time: until busy_until, unless it says earlier that it is done.
create table webhooks (
  id         uuid primary key,
  owner_id   uuid        not null references users (id) on delete cascade,
  url        text        not null check (length(url) between 1 and 2000),
  events     varchar[]   not null check (cardinality(events) between 1 and 10),
  secret     text        not null,
  created_at timestamptz not null,
  served_at  timestamptz,
  busy_until timestamptz
);

create index webhooks_by_owner on webhooks (owner_id, id);
create index webhooks_by_turn on webhooks (served_at nulls first, id);

-- What is to be sent, and what became of it. The report may be gone by then, so it is not referred to by foreign key.
create table webhook_deliveries (
  id               uuid primary key,
  webhook_id       uuid        not null references webhooks (id) on delete cascade,
  event            text        not null,
  report_id        uuid        not null,
  status           text        not null check (status in ('PENDING', 'DELIVERED', 'FAILED')),
  attempts         integer     not null check (attempts between 0 and 8),
  last_status_code integer,
  last_error       text        check (length(last_error) <= 30),
  created_at       timestamptz not null,
  next_attempt_at  timestamptz check ((status = 'PENDING') = (next_attempt_at is not null))
);

create index webhook_deliveries_by_time on webhook_deliveries (webhook_id, created_at, id);
create index webhook_deliveries_by_age on webhook_deliveries (created_at);
create index webhook_deliveries_due on webhook_deliveries (webhook_id, next_attempt_at) where status = 'PENDING';

grant select, insert, update, delete on webhooks, webhook_deliveries to "${service_role}";
