package org.acme.report;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request to set the internal moderation note. */
public record ModerateReport(
        @NotNull @Size(max = 2_000) @Schema(description = "An empty text removes the note.")
        String moderationNote) {}
