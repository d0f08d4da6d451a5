-- New messages are claimed before retries.
create index account_mails_new on account_mails (next_attempt_at) where attempts = 0;
