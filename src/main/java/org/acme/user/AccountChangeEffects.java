package org.acme.user;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import org.acme.application.SecurityEvent.AccountCreated;
import org.acme.application.SecurityEvent.AccountDeleted;
import org.acme.application.SecurityEvent.AccountRenamed;
import org.acme.application.SecurityEvent.RoleChanged;
import org.acme.application.SecurityEvent.StatusChanged;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.StateChange;
import org.acme.security.authentication.StateChanges;

/**
 * Records changes of accounts in the audit log, revokes the sessions of disabled accounts, and notifies all instances,
 * so that the change takes effect on the next request.
 */
@Singleton
record AccountChangeEffects(
        StateChanges changes, Audit audit, @All List<AccountSessions> sessions) {

    void created(Caller caller, User user) {
        audit.record(new AccountCreated(caller.id(), user.id, user.role.key()));
    }

    void revised(Caller caller, User user, String formerName, String formerRole, UserStatus formerStatus) {
        boolean renamed = !user.displayName.equals(formerName);
        boolean otherRole = !user.effectiveRole().equals(formerRole);
        boolean otherStatus = user.status != formerStatus;
        if (renamed) {
            audit.record(new AccountRenamed(caller.id(), user.id));
        }
        if (otherRole) {
            audit.record(new RoleChanged(caller.id(), user.id, formerRole, user.effectiveRole()));
        }
        if (otherStatus) {
            audit.record(new StatusChanged(caller.id(), user.id, user.status.name()));
        }
        if (user.status == UserStatus.DISABLED) {
            sessions.forEach(kind -> kind.revokeAll(caller.id(), user.id));
        }
        if (renamed || otherRole || otherStatus) {
            changes.notifyInstances(StateChange.account(user.id));
        }
    }

    /** To be called before anything is deleted: the rest can be interrupted. */
    void deletionBegun(Caller caller, User user) {
        audit.record(new AccountDeleted(caller.id(), user.id));
    }

    /** To be called before the deletion, which also deletes what belongs to the account. */
    void deleted(User user) {
        sessions.forEach(kind -> kind.beforeDeletion(user.id));
        changes.notifyInstances(StateChange.account(user.id));
    }
}
