package org.acme.security.authentication.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.acme.security.authentication.token.SessionToken;
import org.acme.security.dpop.DpopProofs;
import org.jspecify.annotations.Nullable;

/**
 * Requires the scheme and proof that a token was issued for: {@code DPoP} with a proof by its key for a bound token,
 * {@code Bearer} for all others (RFC 9449, section 7.2).
 */
@Singleton
class SenderConstraint {

    private final DpopProofs proofs;

    SenderConstraint(DpopProofs proofs) {
        this.proofs = proofs;
    }

    /**
     * @param ctx null when the token comes from no HTTP request
     * @throws AuthenticationFailedException when the token has the other scheme, or its kind is not accepted
     * @throws org.acme.problem.Problem 401 when the proof is not accepted
     */
    void check(SessionToken token, @Nullable RoutingContext ctx) {
        String presented = ctx == null ? null : DpopProofs.token(ctx.request().getHeader("Authorization"));
        boolean bound = token.key() != null;
        if (bound != (presented != null) || (bound ? proofs.isOff() : proofs.isRequired())) {
            throw new AuthenticationFailedException();
        }
        if (bound) {
            proofs.verify(ctx, presented, token.key());
        }
    }
}
