package org.acme.security.authentication.identity;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Where Quarkus reads access tokens. {@link CallerFilter} looks for credentials in their standard headers only. */
@ConfigMapping(prefix = "")
@RegisterForReflection
@Unremovable
interface CredentialConfig extends CheckedSettings {

    String AUTHORIZATION = "Authorization";

    /** Another header would hide tokens from the limits of their caller, so the service fails to start. */
    @WithName("mp.jwt.token.header")
    @WithDefault(AUTHORIZATION)
    String header();

    /** Another name of the same setting. */
    @WithName("smallrye.jwt.token.header")
    Optional<String> otherHeader();

    @Override
    default @Nullable String refusal(boolean production) {
        return header().equals(AUTHORIZATION) && otherHeader().isEmpty()
                ? null
                : "mp.jwt.token.header (MP_JWT_TOKEN_HEADER) and smallrye.jwt.token.header (SMALLRYE_JWT_TOKEN_HEADER) must"
                        + " not be set: tokens in other headers would bypass the limits of their caller";
    }
}
