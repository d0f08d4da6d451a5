-- Attempts at an account's password or second factor. Each counts as failed until an attempt that began later succeeds:
-- "attempts" minus "forgiven" have failed in a row. Unlike login_failures, which only slow guessing down, they are not
-- forgotten with time.
create table consecutive_failures (
  user_id  uuid primary key references users (id) on delete cascade,
  attempts bigint not null,
  forgiven bigint not null
);

grant select, insert, update, delete on consecutive_failures to "${service_role}";
