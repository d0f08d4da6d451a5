package org.acme.user;

/** Whether a user can log in. */
public enum UserStatus {
    ACTIVE,
    DISABLED
}
