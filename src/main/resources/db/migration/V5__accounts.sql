-- One open registration per e-mail: a later one takes the place of an earlier one, and of its token.
create table registrations (
  email         text primary key check (email = lower(email) and length(email) between 3 and 254),
  display_name  text        not null check (length(display_name) between 1 and 100),
  password_hash text        not null check (password_hash like '$argon2id$%'),
  token_hash    text unique,
  expires_at    timestamptz not null
);

create table password_resets (
  user_id    uuid primary key references users (id) on delete cascade,
  token_hash text        not null unique,
  expires_at timestamptz not null
);

create table totp (
  user_id   uuid primary key references users (id) on delete cascade,
  secret    text    not null,
  confirmed boolean not null,
  last_step bigint  not null
);

create table recovery_codes (
  user_id uuid not null references users (id) on delete cascade,
  hash    text not null,
  primary key (user_id, hash)
);

-- What to write to whom, not the letter itself: a token comes into being when its letter is sent, and is never stored.
create table account_mails (
  id              uuid primary key,
  kind            text        not null check (kind in ('REGISTRATION', 'PASSWORD_RESET')),
  email           text        not null check (length(email) between 3 and 254),
  expires_at      timestamptz not null,
  next_attempt_at timestamptz not null,
  attempts        integer     not null
);

create index account_mails_by_attempt on account_mails (next_attempt_at);

grant select, insert, update, delete on registrations, password_resets, totp, recovery_codes, account_mails
  to "${service_role}";
