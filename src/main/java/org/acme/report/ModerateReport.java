package org.acme.report;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A request to set the internal moderation note; an empty text removes it. */
public record ModerateReport(@NotNull @Size(max = 2_000) String moderationNote) {}
