-- Consecutive failures of a second factor. Unlike those of the password, a new password does not clear them.
alter table totp add column failures integer not null default 0;

-- A retry sends the same link. The time of the request decides which of two links is valid.
alter table password_resets add column requested_at timestamptz;

-- Attempts that the mail server may have accepted after the timeout.
alter table account_mails add column timeouts integer not null default 0;
