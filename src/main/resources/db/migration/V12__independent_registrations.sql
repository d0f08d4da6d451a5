-- Each request is a registration of its own: a later one for the same e-mail replaces neither the password nor the token of
-- an earlier one. The default lets an instance of the former version go on while it is replaced.
alter table registrations drop constraint registrations_pkey;
alter table registrations add column id uuid primary key default gen_random_uuid();
create index registrations_by_email on registrations (email);

-- The mail of a registration names that registration, and is of no use without it.
alter table account_mails add column registration_id uuid references registrations (id) on delete cascade;
update account_mails m set registration_id = r.id from registrations r where m.kind = 'REGISTRATION' and m.email = r.email;
create index account_mails_by_registration on account_mails (registration_id);
