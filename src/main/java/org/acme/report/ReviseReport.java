package org.acme.report;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The owner, or somebody it is shared with for writing, replaces what a report says. */
public record ReviseReport(
        @NotBlank @Size(max = 200) String title,
        @NotNull @Size(max = 100_000) String body,
        @NotNull Visibility visibility) {}
