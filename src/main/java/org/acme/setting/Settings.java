package org.acme.setting;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** Stores changed settings. Settings are global, so no finder takes a {@code Caller}. */
@ApplicationScoped
class Settings implements PanacheRepositoryBase<Setting, String> {

    Optional<Setting> unscopedByKey(SettingKey key) {
        return findByIdOptional(key.key());
    }

    /** Stores the configured value, unless there is a stored one; returns whether it did. */
    boolean unscopedAdd(SettingKey key, long configured) {
        return getEntityManager()
                        .createNativeQuery(
                                "insert into settings (key, value) values (:key, :configured) on conflict do nothing")
                        .setParameter("key", key.key())
                        .setParameter("configured", configured)
                        .executeUpdate()
                == 1;
    }

    /** Locks the setting until the transaction ends, so that of two concurrent changes the second sees the first. */
    Setting unscopedForUpdate(SettingKey key) {
        return findById(key.key(), LockModeType.PESSIMISTIC_WRITE);
    }
}
