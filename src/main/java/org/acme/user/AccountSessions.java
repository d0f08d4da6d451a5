package org.acme.user;

import java.util.UUID;

/** The sessions of accounts, which {@code session} keeps, and their tokens of an external issuer. */
public interface AccountSessions {

    /**
     * Revokes all sessions of an account and earlier tokens that have opened none yet, permanently: enabling the
     * account does not restore them.
     */
    void revokeAll(UUID account);

    /** Is called in the transaction that deletes an account and, with it, its sessions. */
    default void beforeDeletion(UUID account) {}
}
