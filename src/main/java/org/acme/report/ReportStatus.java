package org.acme.report;

/** The status of a report; transitions follow this order. */
public enum ReportStatus {
    DRAFT,
    PUBLISHED,
    ARCHIVED
}
