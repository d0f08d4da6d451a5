package org.acme.security.authentication;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.acme.security.issuer.IssuerLogin;

/** Sessions of users of an external issuer. {@code federation} implements it. */
// external-issuer-only:file
public interface IssuerSessionStore {

    /**
     * Opens the session of a login at the issuer, on its first use; called for a session that is not live.
     *
     * @param client of the first request
     * @return the account of the session; empty when the login has ended or its user has no active account
     */
    Optional<UUID> open(IssuerLogin login, Client client);

    boolean claimsAnotherRole(IssuerLogin login, AccountState account);

    /**
     * Gives the account the role that a token of its open session claims, when the token is newer than earlier ones.
     * API keys and webhooks of the account thus lose a role that the issuer has withdrawn.
     */
    void applyClaimedRole(IssuerLogin login);

    /** The permissions of the account that the token's claims do not take away. */
    Set<String> permissions(IssuerLogin login, AccountState account);
}
