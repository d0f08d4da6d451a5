package org.acme.report.sharing;

import jakarta.validation.constraints.NotNull;

/** A request to share a report with a user or to change the user's access. */
public record ShareReport(@NotNull Access access) {}
