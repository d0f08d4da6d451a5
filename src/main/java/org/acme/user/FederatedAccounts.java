package org.acme.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.acme.application.Role;
import org.acme.application.SecurityEvent.AccountCreated;
import org.acme.application.SecurityEvent.RoleChanged;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.StateChange;
import org.acme.security.authentication.StateChanges;
import org.acme.shared.EmailAddress;
import org.jspecify.annotations.Nullable;

/** Accounts of users of an external issuer, before there is a {@code Caller}. */
// external-issuer-only:file
@ApplicationScoped
public class FederatedAccounts {

    private final Users users;
    private final StateChanges changes;
    private final Audit audit;
    private final Clock clock;

    FederatedAccounts(Users users, StateChanges changes, Audit audit, Clock clock) {
        this.users = users;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Adds an account. It never takes over another one: when its e-mail address is in use, it gets none.
     *
     * @param email verified by the issuer; null without one
     * @param passwordHash of an unknown password
     * @throws Problem 503 when another request added an account with the same address at the same time
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public UUID add(@Nullable EmailAddress email, String displayName, Role role, String passwordHash) {
        EmailAddress address = Optional.ofNullable(email)
                .filter(verified -> users.unscopedByEmail(verified).isEmpty())
                .orElseGet(EmailAddress::placeholder);
        User user = new User(address, displayName, role, passwordHash, clock.instant());
        if (!users.unscopedAdd(user)) {
            throw Problem.retryAfter(ProblemCode.UNAVAILABLE, 1);
        }
        audit.record(new AccountCreated(user.id, user.id, role.key()));
        return user.id;
    }

    /**
     * Locks an account, if it exists, until the transaction ends. Every change locks it before its sessions and its
     * logins at the issuer, so that none waits for another that waits for it.
     *
     * @return its role; empty when it is deleted or disabled
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Role> lock(UUID id) {
        return users.unscopedActiveForUpdate(id).map(user -> user.role);
    }

    /** Records a login. Empty when the account is deleted or disabled; otherwise its role. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Role> recordLogin(UUID id) {
        Optional<User> active = users.unscopedActiveForUpdate(id);
        active.ifPresent(user -> user.lastLoginAt = clock.instant());
        return active.map(user -> user.role);
    }

    /**
     * Changes the role, as the issuer or a setting says.
     *
     * @param withdrawn whether the issuer gives no role: the account then has access to itself only, also by API keys
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void changeRole(UUID id, Role role, boolean withdrawn) {
        User user = users.unscopedForUpdate(id).orElseThrow();
        String former = user.effectiveRole();
        user.role = role;
        user.roleWithdrawn = withdrawn;
        String present = user.effectiveRole();
        if (!present.equals(former)) {
            audit.record(new RoleChanged(null, id, former, present));
            changes.notifyInstances(StateChange.account(id));
        }
    }
}
