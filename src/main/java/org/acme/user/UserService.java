package org.acme.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.acme.application.Grants;
import org.acme.paging.Cursors;
import org.acme.paging.Keyset;
import org.acme.paging.Page;
import org.acme.problem.Problem;
import org.acme.security.authentication.Caller;
import org.acme.security.concurrency.ExpensiveRequests;
import org.acme.security.idempotency.Idempotency;
import org.acme.shared.Purge;

/** Reads and changes the user directory. */
@ApplicationScoped
class UserService {

    private static final ReviseUser DISABLING = new ReviseUser(null, null, UserStatus.DISABLED);

    private final Users users;
    private final Grants grants;
    private final InitialPassword password;
    private final AccountChangeEffects effects;
    private final Cursors cursors;
    private final ExpensiveRequests expensive;
    private final Idempotency idempotency;
    private final Purge purge;
    private final Clock clock;

    UserService(
            Users users,
            Grants grants,
            InitialPassword password,
            AccountChangeEffects effects,
            Cursors cursors,
            ExpensiveRequests expensive,
            Idempotency idempotency,
            Purge purge,
            Clock clock) {
        this.users = users;
        this.grants = grants;
        this.password = password;
        this.effects = effects;
        this.cursors = cursors;
        this.expensive = expensive;
        this.idempotency = idempotency;
        this.purge = purge;
        this.clock = clock;
    }

    Page<UserView> list(Caller caller, UserQuery query) {
        String list = Cursors.list("users", query.q);
        Keyset after = cursors.open(caller, list, query.cursor);
        if (query.q != null) {
            expensive.acquire(caller.id());
        }
        return cursors.page(caller, list, users.page(caller, query, after));
    }

    UserView read(Caller caller, UUID id) {
        return UserView.of(users.visible(caller, id).orElseThrow(Problem::notFound), caller);
    }

    /** Hashes the password before the transaction, because hashing is slow and would hold a connection. */
    UserView.AccountView create(Caller caller, CreateUser request) {
        return persist(caller, request, password.hash(request));
    }

    @Transactional
    UserView.AccountView persist(Caller caller, CreateUser request, String passwordHash) {
        idempotency.claim();
        User user = new User(request.email(), request.displayName(), request.role(), passwordHash, clock.instant());
        if (!users.unscopedAdd(user)) {
            throw Problem.conflict("The e-mail address is already in use.");
        }
        effects.created(caller, user);
        return UserView.AccountView.of(user);
    }

    @Transactional
    UserView revise(Caller caller, UUID id, ReviseUser revision) {
        if (!revision.keepsAdmin()) {
            keepAnAdmin(id);
        }
        User user = users.visibleForUpdate(caller, id).orElseThrow(Problem::notFound);
        if (user.deleting && revision.status() == UserStatus.ACTIVE) {
            throw Problem.conflict("The account is being deleted. Repeat the deletion to complete it.");
        }
        String name = user.displayName;
        String role = user.effectiveRole();
        UserStatus status = user.status;
        user.revise(revision, grants);
        effects.revised(caller, user, name, role, status);
        return UserView.of(user, caller);
    }

    /**
     * Disables the account, deletes in batches what belongs to it, because that is unlimited, and then the account.
     * When this is interrupted, the account stays disabled for good, and the next deletion continues.
     */
    void delete(Caller caller, UUID id) {
        begin(caller, id);
        purge.deleteDependents("users", id);
        remove(caller, id);
    }

    @Transactional
    void begin(Caller caller, UUID id) {
        revise(caller, id, DISABLING);
        User user = users.visibleForUpdate(caller, id).orElseThrow(Problem::notFound);
        if (!user.deleting) {
            user.deleting = true;
            effects.deletionBegun(caller, user);
        }
    }

    @Transactional
    void remove(Caller caller, UUID id) {
        keepAnAdmin(id);
        User user = users.visibleForUpdate(caller, id).orElseThrow(Problem::notFound);
        effects.deleted(user);
        idempotency.forget(id);
        users.delete(user);
    }

    /** Locks the account and all administrators by the order of their ids: concurrent changes do not deadlock. */
    private void keepAnAdmin(UUID id) {
        List<UUID> active = users.unscopedAdminsAnd(id).stream()
                .filter(User::isActiveAdmin)
                .map(user -> user.id)
                .toList();
        if (active.equals(List.of(id))) {
            throw Problem.conflict(
                    "The last active administrator cannot be deleted, disabled or demoted. Appoint another one first.");
        }
    }
}
