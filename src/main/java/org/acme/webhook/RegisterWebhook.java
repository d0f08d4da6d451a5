package org.acme.webhook;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request to subscribe a URL to events. */
public record RegisterWebhook(
        @NotBlank @Size(max = 2_000) @Schema(format = "uri", examples = "https://hooks.example.com/palisade")
        String url,

        @NotEmpty @Size(max = 10) @Schema(examples = "[\"report.published\"]")
        Set<@NotNull @Pattern(regexp = "^[a-z]{1,50}(\\.[a-z]{1,50}){1,2}$") String> events) {}
