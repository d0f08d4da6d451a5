package org.acme.security.authentication;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** An API key, which may have expired: its owner, permissions and expiry. */
public record ApiKeyState(UUID id, UUID owner, Set<String> permissions, Instant expiresAt) {}
