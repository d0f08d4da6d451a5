package org.acme.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.Caller;
import org.acme.user.Accounts;

/** Reads and changes the caller's own account. */
@ApplicationScoped
class ProfileService {

    private final Accounts accounts;

    ProfileService(Accounts accounts) {
        this.accounts = accounts;
    }

    ProfileView read(Caller caller) {
        return accounts.byId(caller.id())
                .map(ProfileView::of)
                .orElseThrow(() -> new Problem(ProblemCode.UNAUTHENTICATED));
    }

    @Transactional
    ProfileView revise(Caller caller, ReviseProfile revision) {
        accounts.rename(caller.id(), revision.displayName());
        return read(caller);
    }
}
