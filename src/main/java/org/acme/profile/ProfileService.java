package org.acme.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.acme.application.SecurityEvent.AccountRenamed;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.Caller;
import org.acme.user.Accounts;

/** Reads and changes the caller's own account. */
@ApplicationScoped
class ProfileService {

    private final Accounts accounts;
    private final Audit audit;

    ProfileService(Accounts accounts, Audit audit) {
        this.accounts = accounts;
        this.audit = audit;
    }

    ProfileView read(Caller caller) {
        return accounts.byId(caller.id())
                .map(ProfileView::of)
                .orElseThrow(() -> new Problem(ProblemCode.UNAUTHENTICATED));
    }

    @Transactional
    ProfileView revise(Caller caller, ReviseProfile revision) {
        if (accounts.rename(caller.id(), revision.displayName())) {
            audit.record(new AccountRenamed(caller.id(), caller.id()));
        }
        return read(caller);
    }
}
