package org.acme.security.authentication.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Replaces {@code TokenVerifier} in measurements: parses tokens without verification. Caches the result, as the
 * control does; otherwise the service would be faster with the control than without.
 */
@ApplicationScoped
@Alternative
@Priority(1)
class UnverifiedTokens extends JWTCallerPrincipalFactory {

    private static final JwtConsumer READER = new JwtConsumerBuilder()
            .setSkipAllValidators()
            .setDisableRequireSignature()
            .setSkipSignatureVerification()
            .build();

    private final Cache<String, JWTCallerPrincipal> known =
            Caffeine.newBuilder().maximumSize(10_000).build();

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
        JWTCallerPrincipal read = known.getIfPresent(token);
        if (read == null) {
            read = read(token);
            known.put(token, read);
        }
        return read;
    }

    private static JWTCallerPrincipal read(String token) throws ParseException {
        try {
            return new SessionToken(READER.processToClaims(token));
        } catch (InvalidJwtException e) {
            throw new ParseException("no token", e);
        }
    }
}
