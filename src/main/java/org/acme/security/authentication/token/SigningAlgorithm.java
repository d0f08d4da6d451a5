package org.acme.security.authentication.token;

import java.util.Arrays;
import org.eclipse.microprofile.config.spi.Converter;

/** Algorithms for signing access tokens (RFC 7518, RFC 8037). One is active; tokens with any other are refused. */
public enum SigningAlgorithm {
    HS256("HS256"),
    RS256("RS256"),
    ES256("ES256"),
    EDDSA("EdDSA");

    private final String jose;

    SigningAlgorithm(String jose) {
        this.jose = jose;
    }

    /** The value of the {@code alg} header. */
    public String jose() {
        return jose;
    }

    /**
     * Reads the setting as the {@code alg} header spells it, because the default conversion of enums does not find
     * "EdDSA".
     */
    public static class ByName implements Converter<SigningAlgorithm> {

        @Override
        public SigningAlgorithm convert(String value) {
            return Arrays.stream(values())
                    .filter(algorithm -> algorithm.jose.equals(value))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "app.jwt.algorithm (APP_JWT_ALGORITHM) must be HS256, RS256, ES256 or EdDSA"));
        }
    }
}
