package org.acme.application;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;

/** The roles of users. {@link Permissions} lists what each may do. */
public enum Role {
    ADMIN,
    EDITOR,
    VIEWER;

    public Set<String> permissions() {
        return Permissions.of(this);
    }

    /** The name in JSON and in access tokens. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
