package org.acme.user;

import java.util.UUID;
import org.acme.security.authorization.Role;

/** What login needs to know of a user. */
public record Account(UUID id, Role role, boolean active, String passwordHash) {}
