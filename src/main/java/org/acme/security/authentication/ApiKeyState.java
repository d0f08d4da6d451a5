package org.acme.security.authentication;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** A valid API key: its owner, its permissions and its expiry. */
public record ApiKeyState(UUID id, UUID owner, Set<String> permissions, Instant expiresAt) {}
