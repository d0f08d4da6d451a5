package org.acme.federation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.acme.security.authentication.AccountState;
import org.acme.security.authentication.Client;
import org.acme.security.authentication.IssuerSessionStore;
import org.acme.security.crypto.SecretTokens;
import org.acme.security.issuer.IssuerLogin;
import org.acme.security.password.Passwords;
import org.acme.session.FederatedSessions;
import org.acme.user.AccountSessions;
import org.jspecify.annotations.Nullable;

/**
 * Opens the session of a login at the issuer when its first token arrives. Each login is opened once: after its session
 * was revoked here, or has ended, its tokens are refused, and the user must log in at the issuer again.
 */
@ApplicationScoped
class FederatedLogins implements IssuerSessionStore, AccountSessions {

    private final IssuerLogins logins;
    private final ExternalIdentities identities;
    private final FederatedUsers users;
    private final FederatedSessions sessions;
    private final Passwords passwords;
    private final Clock clock;

    FederatedLogins(
            IssuerLogins logins,
            ExternalIdentities identities,
            FederatedUsers users,
            FederatedSessions sessions,
            Passwords passwords,
            Clock clock) {
        this.logins = logins;
        this.identities = identities;
        this.users = users;
        this.sessions = sessions;
        this.passwords = passwords;
        this.clock = clock;
    }

    @Override
    public Set<String> permissions(IssuerLogin login, AccountState account) {
        return RoleTable.permissions(login, account);
    }

    @Override
    public boolean claimsAnotherRole(IssuerLogin login, AccountState account) {
        return RoleTable.claimsAnother(login, account);
    }

    @Override
    public void applyClaimedRole(IssuerLogin login) {
        users.applyClaimedRole(login);
    }

    /** Refuses tokens that were issued before, also those that were not used yet. */
    @Override
    @Transactional
    public void revokeAll(@Nullable UUID actor, UUID account) {
        refuseUnusedTokens(account);
    }

    @Override
    @Transactional
    public void refuseUnusedTokens(UUID account) {
        identities.subjectHash(account).ifPresent(subject -> logins.end(subject, clock.instant()));
    }

    /** Remembers the deletion: otherwise, the next token of the user would create a new account. */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void beforeDeletion(UUID account) {
        identities.subjectHash(account).ifPresent(subject -> {
            logins.end(subject, clock.instant());
            identities.recordDeletion(subject);
        });
    }

    @Override
    public Optional<UUID> open(IssuerLogin login, Client client) {
        if (logins.isUsed(login.loginHash())) {
            // A concurrent request may have opened it just now.
            return sessions.ownerOf(login);
        }
        // Hashing is slow and would hold a connection.
        return open(login, client, users.isAdmitted(login) ? passwords.hash(SecretTokens.random()) : null);
    }

    /** @param passwordHash for a new account; null when the account exists, or is not created */
    @Transactional
    Optional<UUID> open(IssuerLogin login, Client client, @Nullable String passwordHash) {
        users.lock(login);
        boolean loggedOut = logins.lock(login.subjectHash(), login.issuedAt()).endedSince()
                || logins.lock(login.logoutHash(), login.issuedAt()).endedSince();
        IssuerLogins.State state = logins.lock(login.loginHash(), login.issuedAt());
        if (state.opened()) {
            return sessions.ownerOf(login);
        }
        if (loggedOut || state.ended()) {
            return Optional.empty();
        }
        Optional<UUID> user = users.findOrCreate(login, passwordHash);
        user.ifPresent(owner -> {
            logins.open(login.loginHash());
            sessions.open(owner, login, client);
        });
        return user;
    }
}
