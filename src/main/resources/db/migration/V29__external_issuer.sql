-- Accounts of users of an external issuer. "sub" is unique only together with "iss", and case-sensitive.
create table external_identities (
  issuer       text        not null check (length(issuer) between 1 and 2000),
  subject      text        not null check (length(subject) between 1 and 255),
  user_id      uuid        not null references users (id) on delete cascade,
  -- The role that a claim of the last login gave; null without a role table. An administrator's later change differs from it.
  claimed_role text        check (claimed_role in ('ADMIN', 'EDITOR', 'VIEWER')),
  created_at   timestamptz not null,
  primary key (issuer, subject)
);

create unique index external_identities_by_user on external_identities (user_id);

-- Users and logins at the issuer, by hash. A login that was opened once is not opened again, and an ended one never, although
-- its access tokens may still be valid.
create table issuer_logins (
  hash      text        primary key check (length(hash) = 43),
  opened_at timestamptz,
  ended_at  timestamptz,
  seen_at   timestamptz not null
);

create index issuer_logins_by_age on issuer_logins (seen_at);

-- The login that a session belongs to, so that a logout at the issuer finds it.
alter table sessions add column issuer_login text check (length(issuer_login) = 43);

create index sessions_by_issuer_login on sessions (issuer_login) where issuer_login is not null;

grant select, insert, update on external_identities to "${service_role}";
grant select, insert, update, delete on issuer_logins to "${service_role}";
