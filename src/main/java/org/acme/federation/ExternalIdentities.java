package org.acme.federation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.application.Role;
import org.acme.security.issuer.IssuerLogin;
import org.jspecify.annotations.Nullable;

/** Stores which account belongs to which user of the issuer, and by hash, which users had one that was deleted. */
@ApplicationScoped
class ExternalIdentities {

    private static final String FIND =
            "select cast(user_id as text), claimed_role, claimed_at from external_identities where issuer = :issuer and subject = :subject";

    private static final String OWNER = "select issuer, subject from external_identities where user_id = :user";

    private static final String LINK = """
            insert into external_identities (issuer, subject, user_id, created_at)
            values (:issuer, :subject, :user, :now) on conflict do nothing""";

    private static final String RECORD_CLAIM =
            "update external_identities set claimed_role = :role, claimed_at = :at where user_id = :user";

    private static final String DELETED =
            "insert into deleted_identities (hash, deleted_at) values (:hash, :now) on conflict do nothing";

    private static final String IS_DELETED = "select 1 from deleted_identities where hash = :hash";

    private static final String ADMIN = """
            select 1 from users u join external_identities i on i.user_id = u.id
            where u.role = 'ADMIN' and u.status = 'ACTIVE' and not u.role_withdrawn and i.issuer = :issuer limit 1""";

    private final EntityManager database;
    private final Clock clock;

    ExternalIdentities(EntityManager database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param claimedRole the role that a claim gave last; null when none has given one
     * @param claimedAt when the newest token with a claim was issued; null as above
     */
    record Identity(
            UUID user, @Nullable Role claimedRole, @Nullable Instant claimedAt) {

        /** Whether the last applied claim is older than the token. */
        boolean isOlderThan(IssuerLogin login) {
            return claimedAt == null || claimedAt.isBefore(login.issuedAt());
        }
    }

    @Transactional
    Optional<Identity> find(String issuer, String subject) {
        List<?> rows = database.createNativeQuery(FIND)
                .setParameter("issuer", issuer)
                .setParameter("subject", subject)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(Object[].class::cast)
                .map(row -> new Identity(UUID.fromString((String) row[0]), role(row[1]), (Instant) row[2]));
    }

    private static @Nullable Role role(@Nullable Object stored) {
        return stored == null ? null : Role.valueOf((String) stored);
    }

    /** The user of the issuer who has this account, as {@link IssuerLogin#subjectHash()}. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<String> subjectHash(UUID user) {
        List<?> rows =
                database.createNativeQuery(OWNER).setParameter("user", user).getResultList();
        return rows.stream()
                .findFirst()
                .map(Object[].class::cast)
                .map(row -> IssuerLogin.subjectHash((String) row[0], (String) row[1]));
    }

    /** False when the user of the issuer or the account is linked already. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean link(String issuer, String subject, UUID user) {
        return database.createNativeQuery(LINK)
                        .setParameter("issuer", issuer)
                        .setParameter("subject", subject)
                        .setParameter("user", user)
                        .setParameter("now", clock.instant())
                        .executeUpdate()
                == 1;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void recordClaim(UUID user, Role role, Instant issuedAt) {
        database.createNativeQuery(RECORD_CLAIM)
                .setParameter("role", role.name())
                .setParameter("at", issuedAt)
                .setParameter("user", user)
                .executeUpdate();
    }

    /** Remembers that the account of this user of the issuer was deleted. */
    @Transactional(Transactional.TxType.MANDATORY)
    void recordDeletion(String subjectHash) {
        database.createNativeQuery(DELETED)
                .setParameter("hash", subjectHash)
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    /** Whether the user of the issuer has no account and never had one. */
    @Transactional
    boolean isNew(IssuerLogin login) {
        return find(login.issuer(), login.subject()).isEmpty()
                && database.createNativeQuery(IS_DELETED)
                        .setParameter("hash", login.subjectHash())
                        .getResultList()
                        .isEmpty();
    }

    /** Whether an active administrator can log in at the issuer. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean haveAdmin(String issuer) {
        return !database.createNativeQuery(ADMIN)
                .setParameter("issuer", issuer)
                .getResultList()
                .isEmpty();
    }
}
