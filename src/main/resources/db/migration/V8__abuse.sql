-- A statement that runs for long holds a connection that others wait for; the service's own ones take milliseconds.
alter role "${service_role}" set statement_timeout = '10s';
alter role "${service_role}" set lock_timeout = '5s';
alter role "${service_role}" set idle_in_transaction_session_timeout = '30s';

-- Proofs of work that were presented, until they expire: each is good once, whichever instance it is presented to.
create table spent_challenges (
  challenge  text primary key,
  expires_at timestamptz not null
);

create index spent_challenges_by_end on spent_challenges (expires_at);

create table flow_uses (
  flow    text    not null,
  user_id uuid    not null references users (id) on delete cascade,
  day     date    not null,
  uses    integer not null,
  primary key (flow, user_id, day)
);

create index flow_uses_by_day on flow_uses (day);

-- Only what differs from the configuration.
create table settings (
  key   text primary key,
  value bigint not null
);

grant select, insert, update, delete on spent_challenges, flow_uses, settings to "${service_role}";
