-- Runs after each migration, also when none is pending: a restored database has no settings of roles, and PostgreSQL's default
-- privileges, because pg_dump does not contain them. Settings of an operator remain.
do $body$
declare
  missing record;
begin
  -- Flyway holds no lock here: instances that start together would change the same rows of the catalog.
  perform pg_advisory_xact_lock(hashtext('palisade afterMigrate'));
  -- A temporary table "audit_events" would take the events of its connection.
  if exists (
    select from pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))
    where datname = current_database() and grantee = 0 and privilege_type in ('CREATE', 'TEMPORARY'))
  then
    execute format('revoke create, temporary on database %I from public', current_database());
  end if;
  for missing in
    select name, value
    from (values ('statement_timeout', '10s'), ('lock_timeout', '5s'), ('idle_in_transaction_session_timeout', '30s'))
      as timeouts (name, value)
    where not exists (
      select from pg_roles, unnest(rolconfig) as setting
      where rolname = '${service_role}' and split_part(setting, '=', 1) = name)
  loop
    execute format('alter role %I set %I = %L', '${service_role}', missing.name, missing.value);
  end loop;
end
$body$;
