-- A row is written by the transaction that it belongs to, so that a key is stored if, and only if, its effect is. Neither the
-- key nor the response is readable here: the key is hashed, the response is encrypted, because it may hold a new secret.
create table idempotency_keys (
  user_id    uuid        not null references users (id) on delete cascade,
  operation  text        not null check (length(operation) between 1 and 200),
  key_hash   text        not null check (length(key_hash) = 43),
  response   text        not null check (length(response) <= 10000000),
  expires_at timestamptz not null,
  primary key (user_id, operation, key_hash)
);

create index idempotency_keys_by_end on idempotency_keys (expires_at);

grant select, insert, update, delete on idempotency_keys to "${service_role}";
