package org.acme.security.authorization;

import static org.acme.security.authorization.Permissions.ACCOUNT;
import static org.acme.security.authorization.Permissions.AUDIT_READ;
import static org.acme.security.authorization.Permissions.REPORTS_MODERATE;
import static org.acme.security.authorization.Permissions.REPORTS_READ;
import static org.acme.security.authorization.Permissions.REPORTS_WRITE;
import static org.acme.security.authorization.Permissions.SETTINGS_READ;
import static org.acme.security.authorization.Permissions.SETTINGS_UPDATE;
import static org.acme.security.authorization.Permissions.USERS_CREATE;
import static org.acme.security.authorization.Permissions.USERS_DELETE;
import static org.acme.security.authorization.Permissions.USERS_READ;
import static org.acme.security.authorization.Permissions.USERS_UPDATE;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;

/** The roles and their permissions. There are no wildcards: a role has only the permissions in its list. */
public enum Role {
    ADMIN(
            ACCOUNT,
            USERS_READ,
            USERS_CREATE,
            USERS_UPDATE,
            USERS_DELETE,
            REPORTS_READ,
            REPORTS_WRITE,
            REPORTS_MODERATE,
            SETTINGS_READ,
            SETTINGS_UPDATE,
            AUDIT_READ),
    EDITOR(ACCOUNT, USERS_READ, REPORTS_READ, REPORTS_WRITE),
    VIEWER(ACCOUNT, USERS_READ, REPORTS_READ);

    private final Set<String> permissions;

    Role(String... permissions) {
        this.permissions = Set.of(permissions);
    }

    public Set<String> permissions() {
        return permissions;
    }

    /** The name in JSON and in access tokens. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
