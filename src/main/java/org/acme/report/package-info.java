/**
 * Reports: ownership, sharing, publishing, search and export.
 *
 * <p>It uses {@code user} for the id and name of owners and users with a share. {@code webhook} may observe
 * {@link org.acme.report.ReportPublished} and use {@link org.acme.report.ReportReaders}.
 */
@NullMarked
package org.acme.report;

import org.jspecify.annotations.NullMarked;
