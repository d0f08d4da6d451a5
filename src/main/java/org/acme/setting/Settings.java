package org.acme.setting;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What administrators have changed. Settings are the same for everybody, so no finder asks for a caller. */
@ApplicationScoped
class Settings implements PanacheRepositoryBase<Setting, String> {

    Optional<Setting> unscopedByKey(SettingKey key) {
        return findByIdOptional(key.key());
    }

    void unscopedReplace(SettingKey key, long value) {
        getEntityManager().merge(new Setting(key.key(), value));
    }
}
