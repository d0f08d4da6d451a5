-- Users of an external issuer whose account was deleted, by hash: their next login creates no new account. Never purged.
create table deleted_identities (
  hash       text        primary key check (length(hash) = 43),
  deleted_at timestamptz not null
);

grant select, insert on deleted_identities to "${service_role}";
