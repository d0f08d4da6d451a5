package org.acme.security.issuer;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acme.security.crypto.JwsAlgorithm;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** Settings of the issuer of access tokens: this service, or an OpenID Connect provider. */
@ConfigMapping(prefix = "app")
@RegisterForReflection
@Unremovable
public interface IssuerConfig extends CheckedSettings {

    /** Who issues access tokens. Tokens of the other issuer are refused. */
    @WithName("issuer")
    @WithDefault("own")
    @WithConverter(Mode.ByName.class)
    Mode mode();

    /** The {@code iss} claim, exactly as the issuer writes it, and the base URL of its discovery document. */
    @WithName("issuer.url")
    Optional<String> url();

    /** The {@code aud} claim of access tokens for this service. Tokens for another service are refused. */
    @WithName("issuer.audience")
    Optional<String> audience();

    /** The {@code aud} claim of logout tokens: the client id at the issuer. Without it, {@code app.issuer.audience}. */
    @WithName("issuer.logout-audience")
    Optional<String> logoutAudience();

    /** The URL of the keys, when they are on another host than the issuer or there is no discovery document. */
    @WithName("issuer.jwks-url")
    Optional<String> jwksUrl();

    /** Accepted signature algorithms, all asymmetric. */
    @WithName("issuer.algorithms")
    @WithDefault("RS256")
    Set<@WithConverter(AlgorithmByName.class) JwsAlgorithm> algorithms();

    /**
     * The {@code typ} header of access tokens. {@code JWT} does not distinguish them from ID tokens, so it needs
     * {@code app.issuer.token-claims}.
     */
    @WithName("issuer.token-type")
    @WithDefault("at+jwt")
    String tokenType();

    /** Claims that only access tokens have, such as {@code typ=Bearer|DPoP}: each must have one of its values. */
    @WithName("issuer.token-claims")
    Optional<List<String>> tokenClaims();

    /** Longest accepted time between {@code iat} and {@code exp}, and so the time that a stolen token works. */
    @WithName("issuer.max-token-lifetime")
    @WithDefault("3600s")
    @Bounds(min = "1m", max = "1d")
    Duration maxTokenLifetime();

    /** Values of {@code acr} that are strong enough for sensitive operations; without them, only the age counts. */
    @WithName("issuer.recent-login-acr")
    Optional<List<String>> recentLoginAcr();

    /** The claim that names roles, or a JSON pointer (RFC 6901) to it; without it, roles are in the database only. */
    @WithName("issuer.role-claim")
    Optional<String> roleClaim();

    /**
     * Which value of the claim gives which role, as {@code role:value}: the first match counts, others give nothing.
     */
    @WithName("issuer.roles")
    Optional<List<String>> roles();

    /** Roles that need a second factor of this service, which an external issuer replaces. */
    @WithName("mfa.required-roles")
    Optional<List<String>> rolesWithSecondFactor();

    /** The first administrator, who could not log in at the issuer: it must be absent with an external issuer. */
    @WithName("bootstrap.admin.email")
    Optional<String> bootstrapAdmin();

    @Override
    default @Nullable String refusal(boolean production) {
        return IssuerStartupCheck.refusal(this, production);
    }

    /** Reads an algorithm as the {@code alg} header spells it. */
    class AlgorithmByName implements Converter<JwsAlgorithm> {

        @Override
        public JwsAlgorithm convert(String value) {
            return JwsAlgorithm.of(value)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "app.issuer.algorithms (APP_ISSUER_ALGORITHMS) must list RS256, PS256, ES256 or EdDSA"));
        }
    }

    enum Mode {

        /** This service: users log in here. */
        OWN,

        /** An OpenID Connect provider. Login, registration and passwords of this service do not exist. */
        EXTERNAL;

        public boolean isExternal() {
            return this == EXTERNAL;
        }

        /** Accepts one spelling only, because {@code @EndpointDisabled} compares the setting as text. */
        public static class ByName implements Converter<Mode> {

            @Override
            public Mode convert(String value) {
                return switch (value) {
                    case "own" -> OWN;
                    case "external" -> EXTERNAL;
                    default -> throw new IllegalArgumentException("app.issuer (APP_ISSUER) must be own or external");
                };
            }
        }
    }
}
