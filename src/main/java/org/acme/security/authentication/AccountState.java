package org.acme.security.authentication;

import java.util.Set;
import java.util.UUID;

/**
 * An account that may be used just now, and what for.
 *
 * @param role the role's name, as in tokens
 * @param permissions what the role lets its holder do at this moment
 */
public record AccountState(UUID id, String role, Set<String> permissions) {}
