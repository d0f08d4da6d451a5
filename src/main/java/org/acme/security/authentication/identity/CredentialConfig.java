package org.acme.security.authentication.identity;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Where Quarkus reads access tokens. {@link CallerFilter} looks for credentials in their standard headers only. */
@ConfigMapping(prefix = "")
@RegisterForReflection
@Unremovable
interface CredentialConfig extends CheckedSettings {

    String AUTHORIZATION = "Authorization";

    String SCHEME = "Bearer";

    /** Another header would hide tokens from the limits of their caller, so the service fails to start. */
    @WithName("mp.jwt.token.header")
    @WithDefault(AUTHORIZATION)
    String header();

    /** Another name of the same setting. */
    @WithName("smallrye.jwt.token.header")
    Optional<String> otherHeader();

    /** What precedes access tokens in the header. */
    @WithName("smallrye.jwt.token.schemes")
    @WithDefault(SCHEME)
    Optional<List<String>> schemes();

    /** Whether a request must satisfy all mechanisms of the framework at once, which none does. */
    @WithName("quarkus.http.auth.inclusive")
    @WithDefault("false")
    boolean inclusive();

    @Override
    default @Nullable String refusal(boolean production) {
        if (!schemes().equals(Optional.of(List.of(SCHEME))) || inclusive()) {
            return "smallrye.jwt.token.schemes (SMALLRYE_JWT_TOKEN_SCHEMES) and quarkus.http.auth.inclusive"
                    + " (QUARKUS_HTTP_AUTH_INCLUSIVE) must not be set: no access token would be accepted";
        }
        return header().equals(AUTHORIZATION) && otherHeader().isEmpty()
                ? null
                : "mp.jwt.token.header (MP_JWT_TOKEN_HEADER) and smallrye.jwt.token.header (SMALLRYE_JWT_TOKEN_HEADER) must"
                        + " not be set: tokens in other headers would bypass the limits of their caller";
    }
}
