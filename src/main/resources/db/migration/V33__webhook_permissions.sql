-- The permissions of the credential that registered the webhook, separated by spaces: its events need them, whatever its owner
-- may do. Null for webhooks of earlier versions, which have the permissions of their owner.
alter table webhooks add column permissions text;
