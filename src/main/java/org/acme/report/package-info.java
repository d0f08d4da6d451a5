/**
 * Reports: ownership, sharing, publishing, search, export.
 *
 * <p>It refers to {@code user} for owners and for those a report is shared with: their id and name. {@code webhook} may
 * hear of {@link org.acme.report.ReportPublished} and ask {@link org.acme.report.ReportReaders}.
 */
package org.acme.report;
