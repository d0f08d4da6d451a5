package org.acme.federation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A request of an administrator to link an account to a user of the issuer.
 *
 * @param subject the {@code sub} claim of the user
 */
public record LinkIdentity(@NotBlank @Size(max = 255) String subject) {}
