package org.acme.user;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What ends with an account: its sessions, links that set its password, and unused tokens of an external issuer. */
public interface AccountSessions {

    /**
     * Revokes all sessions or links of an account, permanently: enabling the account does not restore them.
     *
     * @param actor null when the issuer acts
     */
    void revokeAll(@Nullable UUID actor, UUID account);

    // external-issuer-only:begin
    /** Refuses earlier tokens that have opened no session yet. */
    default void refuseUnusedTokens(UUID account) {}

    // external-issuer-only:end

    /** Is called in the transaction that deletes an account and, with it, its sessions. */
    default void beforeDeletion(UUID account) {}
}
