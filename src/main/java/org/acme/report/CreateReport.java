package org.acme.report;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.shared.VisibleText;
import org.eclipse.microprofile.graphql.Description;

/** A request to create a report. The caller becomes its owner, and its status is {@code DRAFT}. */
public record CreateReport(
        @Description(VisibleText.REQUIRED) @NotBlank @Size(max = 200)
        String title,

        @NotNull @Size(max = 100_000) String body,
        @NotNull Visibility visibility) {}
