package org.acme.security.authentication.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.acme.security.authentication.AccountState;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.LastUses;
import org.acme.security.authentication.revocation.LiveState;
import org.acme.security.authentication.token.SessionToken;
import org.acme.security.dpop.DpopProofs;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the identity of a verified token by the current state of its session and account. A revocation thus applies
 * to the next request, and permissions never come from the token.
 */
@Singleton
record SessionIdentityAugmentor(
        LiveState state,
        LastUses uses,
        ExternalSessions external, // external-issuer-only
        DpopProofs proofs)
        implements SecurityIdentityAugmentor {

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return augment(identity, context, Map.of());
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        if (!(identity.getPrincipal() instanceof SessionToken token)) {
            return Uni.createFrom().item(identity);
        }
        RoutingContext ctx = HttpSecurityUtils.getRoutingContextAttribute(attributes);
        requireProof(token, ctx);
        SecurityIdentity cached = remembered(token);
        return cached == null
                ? context.runBlocking(() -> lookedUp(token, ctx))
                : Uni.createFrom().item(cached);
    }

    /**
     * Requires the scheme and proof that a token was issued for: {@code DPoP} with a proof by its key for a bound
     * token, {@code Bearer} for all others (RFC 9449, section 7.2).
     *
     * @param ctx null when the token comes from no HTTP request
     * @throws AuthenticationFailedException when the token has the other scheme, or its kind is not accepted
     * @throws org.acme.problem.Problem 401 when the proof is not accepted
     */
    private void requireProof(SessionToken token, @Nullable RoutingContext ctx) {
        String presented = ctx == null ? null : DpopProofs.token(ctx.request().getHeader("Authorization"));
        boolean bound = token.key() != null;
        boolean hasItsScheme = bound == (presented != null);
        boolean isAccepted = bound ? !proofs.isOff() : !proofs.isRequired();
        if (!hasItsScheme || !isAccepted) {
            throw new AuthenticationFailedException();
        }
        if (bound) {
            proofs.verify(ctx, presented, token.key());
        }
    }

    private SecurityIdentity lookedUp(SessionToken token, @Nullable RoutingContext ctx) {
        UUID owner = state.ownerOf(token.session())
                .or(() -> external.open(token, ctx)) // external-issuer-only
                .filter(user -> isUser(token, user))
                .orElseThrow(AuthenticationFailedException::new);
        // external-issuer-only:begin
        state.account(owner).ifPresent(account -> external.applyClaimedRole(token, account, ctx));
        // external-issuer-only:end
        return live(token, state.account(owner).orElseThrow(AuthenticationFailedException::new));
    }

    /** A token of this service names its user; that of an external issuer determines the session by its user. */
    private static boolean isUser(SessionToken token, UUID owner) {
        return token.user() == null || token.user().equals(owner);
    }

    /**
     * Reads the caches only, because an event loop must not wait for the database; null when they do not suffice.
     *
     * @throws AuthenticationFailedException when the token needs another scheme
     * @throws org.acme.problem.Problem 401 when the proof is not accepted
     */
    @Nullable
    SecurityIdentity cached(SessionToken token, RoutingContext ctx) {
        requireProof(token, ctx);
        return remembered(token);
    }

    private @Nullable SecurityIdentity remembered(SessionToken token) {
        return state.cachedOwnerOf(token.session())
                .filter(user -> isUser(token, user))
                .flatMap(state::cachedAccount)
                .filter(account -> !external.claimsAnotherRole(token, account)) // external-issuer-only
                .map(account -> live(token, account))
                .orElse(null);
    }

    private SecurityIdentity live(SessionToken token, AccountState account) {
        uses.recordSession(token.session());
        Caller caller = new Caller(
                account.id(),
                account.displayName(),
                permissions(token, account),
                token.session(),
                token.authenticatedAt(),
                null);
        return CallerIdentities.of(caller, account.role());
    }

    private Set<String> permissions(SessionToken token, AccountState account) {
        // external-issuer-only:begin
        if (token.login() != null) {
            return external.permissions(token.login(), account);
        }
        // external-issuer-only:end
        return account.permissions();
    }
}
