package org.acme.security.authorization;

/** Names of all permissions. Each operation requires one; each role is a set of permissions. */
public final class Permissions {

    /** Access to one's own account, sessions and keys. Every role has it; an API key never does. */
    public static final String ACCOUNT = "account:own";

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

    public static final String AUDIT_READ = "audit:read";

    private Permissions() {}
}
