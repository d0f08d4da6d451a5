package org.acme.security.authentication;

import java.util.Set;
import java.util.UUID;

/**
 * The current state of an account that may be used.
 *
 * @param displayName the current name, which other users see
 * @param role the role's name, as in access tokens
 * @param permissions what the account may do now
 */
public record AccountState(UUID id, String displayName, String role, Set<String> permissions) {}
