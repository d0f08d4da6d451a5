package org.acme.federation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.acme.application.Role;
import org.acme.federation.ExternalIdentities.Identity;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.issuer.IssuerLogin;
import org.acme.shared.EmailAddress;
import org.acme.shared.VisibleText;
import org.acme.user.FederatedAccounts;
import org.jspecify.annotations.Nullable;

/** Finds or creates the account of a user of the issuer, and applies the claimed role. */
@ApplicationScoped
class FederatedUsers {

    private static final int LONGEST_NAME = 100;
    private static final String NAMELESS = "User";

    private final FederationConfig config;
    private final ExternalIdentities identities;
    private final FederatedAccounts accounts;

    FederatedUsers(FederationConfig config, ExternalIdentities identities, FederatedAccounts accounts) {
        this.config = config;
        this.identities = identities;
        this.accounts = accounts;
    }

    /** Whether the user has no account and gets one. After a deletion, an administrator must link another account. */
    boolean isAdmitted(IssuerLogin login) {
        boolean mayCreate = config.firstUse() == FederationConfig.FirstUse.CREATE || isConfiguredAdmin(login);
        return mayCreate && identities.isNew(login);
    }

    /** Locks the account of the login's user, if there is one, until the transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    void lock(IssuerLogin login) {
        known(login).ifPresent(identity -> accounts.lock(identity.user()));
    }

    /**
     * The active account of the login's user.
     *
     * @param passwordHash for a new account; null when none is created
     * @throws Problem 503 when another request created or linked an account at the same time
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<UUID> findOrCreate(IssuerLogin login, @Nullable String passwordHash) {
        Identity identity = known(login).or(() -> create(login, passwordHash)).orElse(null);
        if (identity == null) {
            return Optional.empty();
        }
        Optional<Role> role = accounts.recordLogin(identity.user());
        role.ifPresent(present -> applyRole(login, identity, present));
        return role.map(active -> identity.user());
    }

    private Optional<Identity> create(IssuerLogin login, @Nullable String passwordHash) {
        // The account may have been created and deleted while the password was hashed.
        if (passwordHash == null || !identities.isNew(login)) {
            return Optional.empty();
        }
        Role role = RoleTable.ofAccount(login);
        UUID user = accounts.add(email(login), name(login), role, passwordHash);
        if (!identities.link(login.issuer(), login.subject(), user)) {
            // An administrator has just linked another account: the next request uses that one.
            throw Problem.retryAfter(ProblemCode.UNAVAILABLE, 1);
        }
        return Optional.of(new Identity(user, null, null));
    }

    /** Applies the role that a token of an open session claims, as that of a login. */
    @Transactional
    void applyClaimedRole(IssuerLogin login) {
        known(login)
                .filter(identity -> identity.isOlderThan(login))
                .flatMap(identity -> accounts.lock(identity.user()))
                .ifPresent(present -> known(login).ifPresent(identity -> applyRole(login, identity, present)));
    }

    /**
     * The first claim replaces the role of a linked account. A later one replaces the role that an earlier token
     * claimed, unless an administrator has changed it since. A claim without a role withdraws either. A token that was
     * issued before another one was used changes nothing: its role may have been withdrawn since. A role that was
     * withdrawn counts again when roles are no longer mapped.
     */
    private void applyRole(IssuerLogin login, Identity identity, Role present) {
        if (isConfiguredAdmin(login) && !identities.haveAdmin(login.issuer())) {
            accounts.changeRole(identity.user(), Role.ADMIN, false);
        } else if (login.mapsRoles() && identity.isOlderThan(login)) {
            boolean changedHere = identity.claimedRole() != null && identity.claimedRole() != present;
            Role claimed = changedHere ? identity.claimedRole() : RoleTable.ofAccount(login);
            identities.recordClaim(identity.user(), claimed, login.issuedAt());
            accounts.changeRole(identity.user(), changedHere ? present : claimed, RoleTable.role(login.role()) == null);
        } else if (!login.mapsRoles()) {
            accounts.changeRole(identity.user(), present, false);
        }
    }

    private Optional<Identity> known(IssuerLogin login) {
        return identities.find(login.issuer(), login.subject());
    }

    private boolean isConfiguredAdmin(IssuerLogin login) {
        return config.adminSubject().filter(login.subject()::equals).isPresent();
    }

    private static @Nullable EmailAddress email(IssuerLogin login) {
        try {
            return login.email() == null ? null : EmailAddress.of(login.email());
        } catch (IllegalArgumentException notAccepted) {
            return null;
        }
    }

    /** Without control characters, line breaks and halves of characters, which could not be stored or would mislead. */
    private static String name(IssuerLogin login) {
        String given = login.name() == null ? "" : login.name();
        String plain = given.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", " ").strip();
        String cut = plain.codePoints()
                .limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return VisibleText.is(cut) ? cut : NAMELESS;
    }
}
