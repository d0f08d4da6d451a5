package org.acme.report.sharing;

import java.util.UUID;

/** A user who has a share of a report. */
public record ShareView(UUID userId, String displayName, Access access) {}
