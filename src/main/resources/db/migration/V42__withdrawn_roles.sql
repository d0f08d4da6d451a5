-- external-issuer-only:file
-- Whether the newest token of the user at the issuer gave no role. Such an account has access to itself only, also by its API keys.
alter table users add column role_withdrawn boolean not null default false;
