create table users (
  id            uuid primary key,
  email         text        not null check (length(email) between 3 and 254),
  display_name  text        not null check (length(display_name) between 1 and 100),
  role          text        not null check (role in ('ADMIN', 'EDITOR', 'VIEWER')),
  status        text        not null check (status in ('ACTIVE', 'DISABLED')),
  password_hash text        not null check (password_hash like '$argon2id$%'),
  created_at    timestamptz not null,
  last_login_at timestamptz
);

-- One account per e-mail, whatever its capitals.
create unique index users_email on users (lower(email));
-- "Is there another active admin?" is asked before each change that could remove the last one.
create index users_active_admins on users (id) where role = 'ADMIN' and status = 'ACTIVE';

grant select, insert, update, delete on users to "${service_role}";
