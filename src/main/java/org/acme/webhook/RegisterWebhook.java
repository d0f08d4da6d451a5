package org.acme.webhook;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.Set;

/** Somebody wants a URL of theirs to be told about these events. */
public record RegisterWebhook(
        @NotBlank @Size(max = 2_000) String url,
        @NotEmpty @Size(max = 10) Set<@NotBlank @Size(max = 100) String> events) {}
