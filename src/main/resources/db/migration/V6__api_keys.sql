create table api_keys (
  id           uuid primary key,
  user_id      uuid        not null references users (id) on delete cascade,
  name         text        not null check (length(name) between 1 and 100),
  prefix       text        not null,
  hash         text        not null unique,
  permissions  text        not null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  last_used_at timestamptz
);

create index api_keys_by_user on api_keys (user_id, id);

grant select, insert, update, delete on api_keys to "${service_role}";
