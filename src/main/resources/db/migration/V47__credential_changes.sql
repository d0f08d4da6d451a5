-- Messages that tell users of changes of their credentials. They have no kind: the former version, which may still run, fails to send
-- them, but reads the others. It cannot read a kind that it does not know.
alter table account_mails
  alter column kind drop not null,
  add column change text,
  add constraint account_mails_purpose check (kind is not null or change is not null);
