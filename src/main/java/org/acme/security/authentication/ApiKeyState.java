package org.acme.security.authentication;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** An API key that exists: whose it is, what it was made for, and until when. */
public record ApiKeyState(UUID id, UUID owner, Set<String> permissions, Instant expiresAt) {}
