-- A device is known to an account by sessions that it opened since the password was last changed.
alter table users
  add column mfa_enabled         boolean     not null default false,
  add column password_changed_at timestamptz not null default now();

create table sessions (
  id               uuid primary key,
  user_id          uuid        not null references users (id) on delete cascade,
  created_at       timestamptz not null,
  last_used_at     timestamptz not null,
  authenticated_at timestamptz not null,
  ends_at          timestamptz not null,
  revoked_at       timestamptz,
  user_agent       text        not null check (length(user_agent) <= 200),
  address          text        not null check (length(address) <= 45),
  device           text        not null
);

create index sessions_by_user on sessions (user_id, created_at);
create index sessions_by_end on sessions (ends_at);

-- Used tokens stay until their session goes, so that a stolen one betrays itself.
create table refresh_tokens (
  hash       text primary key,
  session_id uuid        not null references sessions (id) on delete cascade,
  expires_at timestamptz not null,
  used_at    timestamptz
);

create index refresh_tokens_by_session on refresh_tokens (session_id);

-- By hashed e-mail rather than by user, so that accounts which do not exist cost the same as those which do.
create table login_failures (
  account       text        not null,
  device        text        not null,
  failures      integer     not null,
  blocked_until timestamptz,
  updated_at    timestamptz not null,
  primary key (account, device)
);

create index login_failures_by_age on login_failures (updated_at);

grant select, insert, update, delete on sessions, refresh_tokens, login_failures to "${service_role}";
