-- Finds the device of a login among all sessions of an account. Without it, the time of a failed login would show their number.
create index if not exists sessions_by_device on sessions (user_id, device, created_at);
