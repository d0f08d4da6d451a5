/**
 * Reports: ownership, sharing, publishing, search, export.
 *
 * <p>It refers to {@code user} for owners and for those a report is shared with: their id and name.
 */
package org.acme.report;
