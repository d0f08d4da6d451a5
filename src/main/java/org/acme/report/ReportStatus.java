package org.acme.report;

/** The life of a report, in this order. */
public enum ReportStatus {
    DRAFT,
    PUBLISHED,
    ARCHIVED
}
