package org.acme.user;

import java.util.UUID;

/**
 * A CDI event: an administrator disabled an account. Its sessions are revoked permanently; enabling the account does
 * not restore them.
 */
public record AccountDisabled(UUID account) {}
