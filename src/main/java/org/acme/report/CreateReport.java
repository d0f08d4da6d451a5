package org.acme.report;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Somebody starts a report; it is theirs, and a draft. */
public record CreateReport(
        @NotBlank @Size(max = 200) String title,
        @NotNull @Size(max = 100_000) String body,
        @NotNull Visibility visibility) {}
