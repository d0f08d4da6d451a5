package org.acme.report;

import jakarta.validation.constraints.NotNull;

/** The owner opens a report to a user, or changes what that user may do. */
public record ShareReport(@NotNull Access access) {}
