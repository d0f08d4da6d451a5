-- external-issuer-only:file
-- The service changes claims of identities, never whose they are. The former version, too: it runs with these rights.
revoke update on external_identities from "${service_role}";
grant update (claimed_role, claimed_at) on external_identities to "${service_role}";
