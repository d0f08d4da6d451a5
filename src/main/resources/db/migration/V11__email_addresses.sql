-- E-mail addresses are stored in their canonical form only. The rule is that of org.acme.shared.EmailAddress, whose test
-- compares the patterns. With the collation "C" only ASCII letters have two cases, and equality is that of bytes.
create domain email_address as text collate "C"
  constraint email_address_canonical check (
    value ~ $form$^(?=.{6,254}$)(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$$form$
    and value = lower(value));

create function pg_temp.folded(address text) returns text language sql as $$ select lower(address collate "C") $$;

create function pg_temp.is_acceptable(address text) returns boolean language plpgsql as $body$
begin
  perform pg_temp.folded(address)::email_address;
  return true;
exception when check_violation then
  return false;
end
$body$;

-- Only an operator can tell which address an account with an unacceptable one should have, so such an account stops the
-- migration, which changes nothing then. The message names accounts by id, because it reaches the log.
do $body$
declare
  refused text;
begin
  select string_agg(id::text, ', ') into refused
    from (select id from users
          where not pg_temp.is_acceptable(email)
             or pg_temp.folded(email) in (select pg_temp.folded(email) from users group by 1 having count(*) > 1)
          order by id limit 20) unacceptable;
  if refused is not null then
    raise exception 'These accounts have an e-mail address that is not acceptable or not unique: %', refused
      using hint = 'Set "email" of these rows of "users" to a unique ASCII address with a domain in xn-- form, or delete'
        ' the rows. Then start the service again.';
  end if;
end
$body$;

-- These wait for an hour at most, and a client can ask again.
delete from registrations where not pg_temp.is_acceptable(email);
delete from account_mails where not pg_temp.is_acceptable(email);

drop index users_email;
alter table users
  drop constraint users_email_check,
  alter column email type email_address using pg_temp.folded(email);
alter table registrations
  drop constraint registrations_email_check,
  alter column email type email_address using pg_temp.folded(email);
alter table account_mails
  drop constraint account_mails_email_check,
  alter column email type email_address using pg_temp.folded(email);
create unique index users_email on users (email);
