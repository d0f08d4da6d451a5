package org.acme.application;

import java.util.Set;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.Caller;

/**
 * Names of all permissions, and the roles that have them. Each operation that requires authentication requires one
 * permission. There are no wildcards: a role has only the permissions in its list.
 */
public final class Permissions {

    public static final String ACCOUNT = Caller.ACCOUNT;

    public static final String USERS_READ = "users:read";
    public static final String USERS_CREATE = "users:create";
    public static final String USERS_UPDATE = "users:update";
    public static final String USERS_DELETE = "users:delete";

    public static final String REPORTS_READ = "reports:read";
    public static final String REPORTS_WRITE = "reports:write";

    /** Reading and changing every report, and its moderation note. */
    public static final String REPORTS_MODERATE = "reports:moderate";

    public static final String SETTINGS_READ = "settings:read";
    public static final String SETTINGS_UPDATE = "settings:update";

    public static final String AUDIT_READ = Audit.READ;

    private Permissions() {}

    static Set<String> of(Role role) {
        return switch (role) {
            case ADMIN ->
                Set.of(
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
                        AUDIT_READ);
            case EDITOR -> Set.of(ACCOUNT, USERS_READ, REPORTS_READ, REPORTS_WRITE);
            case VIEWER -> Set.of(ACCOUNT, USERS_READ, REPORTS_READ);
        };
    }
}
