-- Purge of expired keys. Users have twenty at most.
create index if not exists api_keys_by_end on api_keys (expires_at);
