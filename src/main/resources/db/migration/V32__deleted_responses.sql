-- The object that a stored response describes: the response is deleted with it. Null in rows of earlier versions, which expire.
alter table idempotency_keys add column object_id uuid;

create index idempotency_keys_by_object on idempotency_keys (object_id) where object_id is not null;
