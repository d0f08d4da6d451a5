package org.acme.report;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A moderator writes the internal note; an empty one takes it away. */
public record ModerateReport(@NotNull @Size(max = 2_000) String moderationNote) {}
