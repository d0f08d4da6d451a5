-- The deletion of the account has begun and may have been interrupted: the account cannot be enabled, the next deletion continues.
alter table users add column deleting boolean not null default false;
