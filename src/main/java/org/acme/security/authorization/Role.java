package org.acme.security.authorization;

import static org.acme.security.authorization.Permissions.REPORTS_MODERATE;
import static org.acme.security.authorization.Permissions.REPORTS_READ;
import static org.acme.security.authorization.Permissions.REPORTS_WRITE;
import static org.acme.security.authorization.Permissions.USERS_CREATE;
import static org.acme.security.authorization.Permissions.USERS_DELETE;
import static org.acme.security.authorization.Permissions.USERS_READ;
import static org.acme.security.authorization.Permissions.USERS_UPDATE;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What kind of user somebody is, and what that lets them do. There are no wildcards: what is not listed is refused. */
public enum Role {
    ADMIN(USERS_READ, USERS_CREATE, USERS_UPDATE, USERS_DELETE, REPORTS_READ, REPORTS_WRITE, REPORTS_MODERATE),
    EDITOR(USERS_READ, REPORTS_READ, REPORTS_WRITE),
    VIEWER(USERS_READ, REPORTS_READ);

    private final Set<String> permissions;

    Role(String... permissions) {
        this.permissions = Set.of(permissions);
    }

    public Set<String> permissions() {
        return permissions;
    }

    /** The name in JSON and in tokens. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> ofKey(String key) {
        return Arrays.stream(values()).filter(role -> role.key().equals(key)).findFirst();
    }
}
