package org.acme.user;

import java.util.UUID;

/** An administrator disabled an account, so its sessions end, for good: enabling it again brings none of them back. */
public record AccountDisabled(UUID account) {}
