-- The key that the tokens of a session are bound to: its SHA-256 thumbprint in base64url (RFC 7638).
alter table sessions add column key_thumbprint text check (length(key_thumbprint) = 43);
