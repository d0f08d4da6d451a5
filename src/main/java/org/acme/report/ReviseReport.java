package org.acme.report;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * The new text of a report, from its owner or from a user with a share for writing; a share for writing does not change
 * the visibility.
 */
public record ReviseReport(
        @NotBlank @Size(max = 200) String title,
        @NotNull @Size(max = 100_000) String body,
        @NotNull Visibility visibility) {}
