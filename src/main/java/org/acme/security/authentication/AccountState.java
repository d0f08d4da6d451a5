package org.acme.security.authentication;

import java.util.Set;
import java.util.UUID;

/**
 * The current state of an account that may be used.
 *
 * @param role the role's name, as in access tokens
 * @param permissions what the account may do now
 */
public record AccountState(UUID id, String role, Set<String> permissions) {}
