package org.acme.security.authentication;

import java.util.Optional;
import java.util.UUID;

/**
 * Reads sessions. Each instance calls it at most once per existing session and revocation delay, and after a change.
 */
public interface SessionLookup {

    /** The owner of the session; empty when it does not exist, was revoked or has expired. */
    Optional<UUID> ownerOf(UUID session);
}
