-- For webhooks that an instance of an earlier version registers during an upgrade, and whose credential is unknown: the permission that
-- each registration needs. It receives no events without a permission to read reports.
alter table webhooks alter column permissions set default 'reports:write';
