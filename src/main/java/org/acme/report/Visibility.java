package org.acme.report;

/** Who can read a report, besides its owner, moderators and users who have a share of it. */
public enum Visibility {

    /** No other user. */
    PRIVATE,

    /** All users with {@code reports:read}, while it is published. */
    INTERNAL
}
