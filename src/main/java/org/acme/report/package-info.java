/**
 * Reports: ownership, sharing, publishing, search and export.
 *
 * <p>It uses {@code user} for the id and name of owners and users with a share. {@code webhook} observes
 * {@link org.acme.report.ReportPublished} and uses {@link org.acme.report.ReportReaders}.
 */
@MayUse({"application", "paging", "problem", "security", "user.User", "user.Users"})
@NullMarked
package org.acme.report;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
