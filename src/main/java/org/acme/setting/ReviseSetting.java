package org.acme.setting;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request to change a setting. */
public record ReviseSetting(
        @NotNull @Schema(minimum = "0", maximum = "5000000", examples = "2000")
        Long value) {}
