-- The service connects as a role that owns nothing: it can read and write the rows of tables that a later migration
-- opens to it by name, and nothing else. A table without a grant is closed to the service.
do $body$
declare
  -- The space, which is cut off again, keeps a second "$" away from the placeholder: Flyway would not see it there.
  secret constant text := substr($password$ ${service_password}$password$, 2);
begin
  if not exists (select from pg_roles where rolname = '${service_role}') then
    execute format('create role %I login password %L nosuperuser nocreatedb nocreaterole noreplication nobypassrls',
      '${service_role}', secret);
  end if;
  -- PostgreSQL lets everybody create temporary tables, and before version 15 ordinary ones in "public" too.
  execute format('revoke create, temporary on database %I from public', current_database());
  revoke create on schema public from public;
  grant usage on schema public to "${service_role}";
end
$body$;
