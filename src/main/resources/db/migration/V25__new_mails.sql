-- New messages are claimed before those that could not be sent before.
create index account_mails_new on account_mails (next_attempt_at) where attempts = 0;
