-- Runs once, on an empty volume. The owner runs the migrations, which create the schema and the service's role, and is no
-- superuser; the superuser can log in only inside the container.
\set owner_password `cat /run/secrets/postgres-owner-password`
create role palisade_owner login createrole password :'owner_password';
create database "palisade" owner palisade_owner;
revoke all on database postgres from public;
