package org.acme.security.authentication;

import java.util.Optional;
import java.util.UUID;

/** Where sessions are kept; asked at most once per session and revocation delay. */
public interface StoredSessions {

    /** Whose session it is; empty when there is no such session, or it was revoked or has ended. */
    Optional<UUID> ownerOf(UUID session);
}
