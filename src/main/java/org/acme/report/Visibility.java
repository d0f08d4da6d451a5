package org.acme.report;

/**
 * Who can see a published report, besides its owner and moderators: all users with {@code reports:read}, or only users
 * who have a share of it.
 */
public enum Visibility {
    PRIVATE,
    INTERNAL
}
