-- When the issuer issued the newest token whose claim was seen. An older token must not restore a role that was withdrawn since.
alter table external_identities add column claimed_at timestamptz;

update external_identities set claimed_at = now() where claimed_role is not null;
