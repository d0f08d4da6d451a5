package org.acme.user;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.security.authentication.Caller;
import org.acme.security.authorization.Permissions;
import org.acme.security.authorization.Role;
import org.acme.shared.EmailAddress;
import org.acme.shared.Keyset;
import org.acme.shared.Restrictions;

/** The user directory. Everybody who may read it sees every user; how much of each is the view's business. */
@ApplicationScoped
public class Users implements PanacheRepositoryBase<User, UUID> {

    private static final String NAMES = "select id, displayName from User";
    private static final String ACCOUNTS =
            "select id, cast(email as string), displayName, role, status, createdAt, lastLoginAt from User";

    Optional<User> visible(Caller caller, UUID id) {
        return caller.may(Permissions.USERS_READ) || caller.is(id) ? findByIdOptional(id) : Optional.empty();
    }

    /** For other features that refer to a user: the same rule. The user is not deleted until the transaction ends. */
    public Optional<User> named(Caller caller, UUID id) {
        boolean held = !getEntityManager()
                .createNativeQuery("select 1 from users where id = :id for key share")
                .setParameter("id", id)
                .getResultList()
                .isEmpty();
        return held ? visible(caller, id) : Optional.empty();
    }

    /** What the caller may see of each user, and no other column. */
    List<UserView> page(Caller caller, UserQuery query, Keyset after) {
        boolean accounts = caller.may(Permissions.USERS_UPDATE);
        String searched = accounts
                ? "lower(displayName) like lower(:q) escape '!' or cast(email as string) like lower(:q) escape '!'"
                : "lower(displayName) like lower(:q) escape '!'";
        Restrictions restrictions = new Restrictions()
                .and(searched, "q", Restrictions.containing(query.q))
                .and("id > :after", "after", after == null ? null : after.id());
        Class<? extends UserView> view = accounts ? UserView.AccountView.class : UserView.NameView.class;
        String select = accounts ? ACCOUNTS : NAMES;
        return List.copyOf(find(select + restrictions.where() + " order by id", restrictions.parameters())
                .page(0, query.limit.probe())
                .project(view)
                .list());
    }

    /** The account is locked until the transaction ends, so that two changes cannot cross. */
    Optional<User> visibleForUpdate(Caller caller, UUID id) {
        return caller.may(Permissions.USERS_UPDATE) || caller.may(Permissions.USERS_DELETE)
                ? findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                : Optional.empty();
    }

    /**
     * Every active admin, locked until the transaction ends, so that two of them cannot remove each other. Not for a
     * caller: the rule that one admin stays holds for everybody.
     */
    List<User> unscopedActiveAdmins() {
        return find("role = ?1 and status = ?2 order by id", Role.ADMIN, UserStatus.ACTIVE)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Before there is a caller: a login finds its account by e-mail address. */
    Optional<User> unscopedByEmail(EmailAddress email) {
        return find("email", email).firstResultOptional();
    }

    /** For jobs: those of these accounts that may log in. */
    List<User> unscopedActive(Collection<UUID> ids) {
        return list("id in ?1 and status = ?2", ids, UserStatus.ACTIVE);
    }

    /** The account is locked until the transaction ends: it is neither changed nor deleted meanwhile. */
    Optional<User> unscopedForUpdate(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Before there is a caller: the account that a login is for. */
    Optional<User> unscopedById(UUID id) {
        return findByIdOptional(id);
    }
}
