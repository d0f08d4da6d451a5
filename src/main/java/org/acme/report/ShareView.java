package org.acme.report;

import java.util.UUID;

/** Whom a report is shared with. */
public record ShareView(UUID userId, String displayName, Access access) {}
