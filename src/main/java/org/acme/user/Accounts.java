package org.acme.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.acme.application.Grants;
import org.acme.application.Role;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.AccountLookup;
import org.acme.security.authentication.AccountState;
import org.acme.security.authentication.StateChange;
import org.acme.security.authentication.StateChanges;
import org.acme.shared.EmailAddress;

/** Provides login and account features with access to accounts, before there is a {@code Caller}. */
@ApplicationScoped
public class Accounts implements AccountLookup {

    private final Users users;
    private final Grants grants;
    private final StateChanges changes;
    private final Clock clock;

    Accounts(Users users, Grants grants, StateChanges changes, Clock clock) {
        this.users = users;
        this.grants = grants;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    @Transactional
    public Optional<AccountState> active(UUID id) {
        return users.unscopedById(id)
                .filter(user -> user.status == UserStatus.ACTIVE)
                .map(this::state);
    }

    /** The active accounts among these. */
    @Transactional
    public List<AccountState> active(Collection<UUID> ids) {
        return users.unscopedActive(ids).stream().map(this::state).toList();
    }

    private AccountState state(User user) {
        return new AccountState(user.id, user.displayName, user.role.key(), user.permissions(grants));
    }

    @Transactional
    public Optional<Account> byEmail(EmailAddress email) {
        return users.unscopedByEmail(email).map(Account::of);
    }

    @Transactional
    public Optional<Account> byId(UUID id) {
        return users.unscopedById(id).map(Account::of);
    }

    /**
     * Locks an account until the transaction ends, so that it is not deleted and its objects are counted one at a time.
     *
     * @throws Problem 401 when the account is deleted or disabled
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lock(UUID id) {
        users.unscopedActiveForUpdate(id).orElseThrow(() -> new Problem(ProblemCode.UNAUTHENTICATED));
    }

    /**
     * Records the login. False when the account is deleted or disabled, or has another password than proven, or its
     * second factor was added or removed meanwhile.
     */
    @Transactional
    public boolean recordLogin(Account proven) {
        Optional<User> same = unchanged(proven).filter(user -> user.mfaEnabled == proven.mfaEnabled());
        same.ifPresent(user -> user.lastLoginAt = clock.instant());
        return same.isPresent();
    }

    /**
     * Stores a newer hash of the same password, unless the password has changed meanwhile.
     *
     * @return the account with the hash that is stored; the given one when the password has changed
     */
    @Transactional
    public Account storeNewerHash(Account proven, String passwordHash) {
        change(proven, user -> user.passwordHash = passwordHash);
        return users.unscopedById(proven.id())
                .filter(user -> user.passwordChangedAt.equals(proven.passwordChangedAt()))
                .map(Account::of)
                .orElse(proven);
    }

    /** Replaces the password. False when the account is deleted, disabled or has another password than verified. */
    @Transactional
    public boolean replacePassword(Account proven, String passwordHash) {
        return change(proven, user -> setPassword(user, passwordHash));
    }

    private void setPassword(User user, String passwordHash) {
        user.passwordHash = passwordHash;
        user.passwordChangedAt = clock.instant();
    }

    /** Renames the account. False when it has this name already. */
    @Transactional
    public boolean rename(UUID id, String displayName) {
        Optional<User> another = users.unscopedForUpdate(id).filter(user -> !user.displayName.equals(displayName));
        another.ifPresent(user -> user.displayName = displayName);
        another.ifPresent(renamed -> changes.notifyInstances(StateChange.account(id)));
        return another.isPresent();
    }

    @Transactional
    public void setMfaEnabled(UUID id, boolean enabled) {
        users.unscopedForUpdate(id).ifPresent(user -> user.mfaEnabled = enabled);
        changes.notifyInstances(StateChange.account(id));
    }

    /** Adds a user with a confirmed e-mail address as viewer; empty when the address already has an account. */
    @Transactional
    public Optional<UUID> add(EmailAddress email, String displayName, String passwordHash) {
        User user = new User(email, displayName, Role.VIEWER, passwordHash, clock.instant());
        return users.unscopedAdd(user) ? Optional.of(user.id) : Optional.empty();
    }

    private boolean change(Account proven, Consumer<User> change) {
        Optional<User> same = unchanged(proven);
        same.ifPresent(change);
        return same.isPresent();
    }

    /**
     * The active account, locked, if it still has the verified password. A login may have stored another hash of it.
     */
    private Optional<User> unchanged(Account proven) {
        return users.unscopedActiveForUpdate(proven.id())
                .filter(user -> user.passwordChangedAt.equals(proven.passwordChangedAt()));
    }
}
