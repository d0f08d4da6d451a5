package org.acme.report;

import java.time.Instant;
import java.util.UUID;

/** A CDI event: a report was published. It is fired within the transaction, so observers take part in it. */
public record ReportPublished(UUID report, UUID owner, Instant at) {}
