package org.acme.account;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Somebody changes what others see of them. */
public record ReviseProfile(@NotBlank @Size(max = 100) String displayName) {}
