package org.acme.setting;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A setting that an administrator has changed. */
@Entity
@Table(name = "settings")
class Setting {

    @Id
    String key;

    long value;

    protected Setting() {}

    Setting(String key, long value) {
        this.key = key;
        this.value = value;
    }
}
