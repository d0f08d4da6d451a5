package org.acme.report;

/** Who can see a published report: everyone with {@code reports:read}, or only users who have a share of it. */
public enum Visibility {
    PRIVATE,
    INTERNAL
}
