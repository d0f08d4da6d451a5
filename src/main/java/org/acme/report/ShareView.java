package org.acme.report;

import java.util.UUID;

/** A user with whom a report is shared. */
public record ShareView(UUID userId, String displayName, Access access) {}
