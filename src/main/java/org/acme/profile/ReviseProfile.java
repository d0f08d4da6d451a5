package org.acme.profile;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A request to change the caller's display name. */
public record ReviseProfile(@NotBlank @Size(max = 100) String displayName) {}
