package org.acme.user;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.paging.Keyset;
import org.acme.paging.Restrictions;
import org.acme.paging.Slice;
import org.acme.security.authentication.Caller;
import org.acme.shared.EmailAddress;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Stores users. Users with {@code users:read} see every user; {@link UserView} decides which fields. */
@ApplicationScoped
public class Users implements PanacheRepositoryBase<User, UUID> {

    private static final String UNIQUE_EMAIL = "users_email";

    private static final String ACTIVE_ADMINS = "role = ADMIN and status = ACTIVE";
    private static final String NAMES = "select id, displayName from User";
    private static final String ACCOUNTS =
            "select id, cast(email as string), displayName, role, status, createdAt, lastLoginAt from User";

    /** Before every id. */
    private static final UUID FIRST = new UUID(0, 0);

    Optional<User> visible(Caller caller, UUID id) {
        return maySee(caller, id) ? findByIdOptional(id) : Optional.empty();
    }

    /**
     * The caller's account as the owner of a new row. It is not read: the foreign key of the row refuses an account
     * that was deleted meanwhile.
     */
    public User reference(Caller caller) {
        return getEntityManager().getReference(User.class, caller.id());
    }

    /** Finds a user for another feature, by the same rule. The user cannot be deleted until the transaction ends. */
    public Optional<User> visibleLocked(Caller caller, UUID id) {
        Query lock = getEntityManager().createNativeQuery("select 1 from users where id = :id for key share");
        lock.setParameter("id", id);
        return maySee(caller, id) && !lock.getResultList().isEmpty() ? findByIdOptional(id) : Optional.empty();
    }

    private static boolean maySee(Caller caller, UUID id) {
        return caller.may(Permissions.USERS_READ) || caller.is(id);
    }

    /**
     * Selects only the columns that the caller may see. A page of a search for a frequent text can hold fewer rows than
     * the limit and still have a next page: each request reads a bounded part of the list.
     */
    Slice<UserView> page(Caller caller, UserQuery query, @Nullable Keyset after) {
        Restrictions restrictions = new Restrictions().and("id > :after", "after", after == null ? null : after.id());
        if (query.q == null) {
            return slice(caller, query, restrictions);
        }
        UserSearch search = new UserSearch(getEntityManager(), query.q, caller.may(Permissions.USERS_UPDATE));
        Optional<List<UUID>> hits = search.rareHits();
        if (hits.isPresent()) {
            return slice(caller, query, restrictions.and("id in :hits", "hits", hits.get()));
        }
        UUID last = after == null ? FIRST : after.id();
        Slice<UUID> next =
                Slice.of(search.hitsAfter(last, query.limit.probe()), query.limit.value(), hit -> new Keyset(hit, ""));
        // An account that is deleted meanwhile must not end the page: the next one would begin after more hits.
        Slice<UserView> page = slice(caller, query, restrictions.and("id in :hits", "hits", next.rows()));
        return new Slice<>(page.rows(), next.next() == null ? search.endAfter(last) : next.next());
    }

    private Slice<UserView> slice(Caller caller, UserQuery query, Restrictions restrictions) {
        boolean accounts = caller.may(Permissions.USERS_UPDATE);
        Class<? extends UserView> view = accounts ? UserView.AccountView.class : UserView.NameView.class;
        String select = accounts ? ACCOUNTS : NAMES;
        List<UserView> rows =
                List.copyOf(find(select + restrictions.where() + " order by id", restrictions.parameters())
                        .page(0, query.limit.probe())
                        .project(view)
                        .list());
        return Slice.of(rows, query.limit.value(), user -> new Keyset(user.id(), ""));
    }

    /** Adds a user; false when the e-mail address has an account. Then the transaction can only be rolled back. */
    boolean unscopedAdd(User user) {
        try {
            persistAndFlush(user);
            return true;
        } catch (ConstraintViolationException e) {
            if (UNIQUE_EMAIL.equals(e.getConstraintName())) {
                return false;
            }
            throw e;
        }
    }

    /** The active account, locked until the transaction ends. */
    Optional<User> unscopedActiveForUpdate(UUID id) {
        return unscopedForUpdate(id).filter(user -> user.status == UserStatus.ACTIVE);
    }

    /** Locks the account until the transaction ends, so that concurrent changes do not overwrite each other. */
    Optional<User> visibleForUpdate(Caller caller, UUID id) {
        return caller.may(Permissions.USERS_UPDATE) || caller.may(Permissions.USERS_DELETE)
                ? findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                : Optional.empty();
    }

    /**
     * All active administrators and this account, locked in the order of their ids until the transaction ends, so that
     * two administrators cannot remove each other. Only with literals does the query use its index. There is no
     * {@code Caller}, because the rule applies to every caller.
     */
    List<User> unscopedAdminsAnd(UUID id) {
        return find(ACTIVE_ADMINS + " or id = ?1 order by id", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    boolean unscopedHasActiveAdmin() {
        return list(ACTIVE_ADMINS).stream().anyMatch(User::isActiveAdmin);
    }

    /** Finds the account of a login, before there is a {@code Caller}. */
    Optional<User> unscopedByEmail(EmailAddress email) {
        return find("email", email).firstResultOptional();
    }

    /** For background jobs: the active accounts among these. */
    List<User> unscopedActive(Collection<UUID> ids) {
        return list("id in ?1 and status = ?2", ids, UserStatus.ACTIVE);
    }

    /** Locks the account until the transaction ends, so that it is neither changed nor deleted meanwhile. */
    Optional<User> unscopedForUpdate(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Finds an account before there is a {@code Caller}. */
    Optional<User> unscopedById(UUID id) {
        return findByIdOptional(id);
    }
}
