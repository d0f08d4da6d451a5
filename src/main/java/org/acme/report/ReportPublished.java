package org.acme.report;

import java.time.Instant;
import java.util.UUID;

/**
 * A report has been published. It is said within the transaction that makes it true, so what hears it is part of it.
 */
public record ReportPublished(UUID report, UUID owner, Instant at) {}
