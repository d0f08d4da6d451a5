package org.acme.security.authorization;

/** The permissions there are; an operation names one, a role is a set of them. */
public final class Permissions {

    /** One's own account, sessions and keys. Everybody who is logged in has it, no API key ever does. */
    public static final String ACCOUNT = "account:own";

    public static final String USERS_READ = "users:read";
    public static final String USERS_CREATE = "users:create";
    public static final String USERS_UPDATE = "users:update";
    public static final String USERS_DELETE = "users:delete";

    public static final String REPORTS_READ = "reports:read";
    public static final String REPORTS_WRITE = "reports:write";

    /** Sees and changes every report, and its moderation note. */
    public static final String REPORTS_MODERATE = "reports:moderate";

    public static final String SETTINGS_READ = "settings:read";
    public static final String SETTINGS_UPDATE = "settings:update";

    public static final String AUDIT_READ = "audit:read";

    private Permissions() {}
}
