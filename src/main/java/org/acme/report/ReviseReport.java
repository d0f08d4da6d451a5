package org.acme.report;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.shared.VisibleText;
import org.eclipse.microprofile.graphql.Description;

/**
 * A request to replace the content of a report, from its owner, a moderator or a user with write access. Write access
 * does not allow a change of the visibility.
 */
public record ReviseReport(
        @Description(VisibleText.REQUIRED) @NotBlank @Size(max = 200)
        String title,

        @NotNull @Size(max = 100_000) String body,
        @NotNull Visibility visibility) {}
