package org.acme.report;

/** Who can see a published report: everyone with {@code reports:read}, or only users with whom it is shared. */
public enum Visibility {
    PRIVATE,
    INTERNAL
}
