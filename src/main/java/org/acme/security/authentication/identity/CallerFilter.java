package org.acme.security.authentication.identity;

import io.quarkus.security.AuthenticationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.token.SessionToken;
import org.acme.security.authentication.token.TokenVerifier;
import org.acme.security.dpop.DpopProofs;
import org.acme.security.issuer.IssuerTokens;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates the caller. A request with invalid credentials continues without a caller, and the operation decides
 * whether it is refused. A missing or invalid DPoP proof is refused here with 401. When the lookup of the caller fails,
 * the response is 503, because the caller may be valid.
 */
@Singleton
record CallerFilter(
        TokenVerifier tokens,
        IssuerTokens issuer, // external-issuer-only
        SessionIdentityAugmentor sessions) {

    private static final String BEARER = "Bearer ";

    void install(@Observes Filters filters) {
        filters.register(CallerFilter::removeChallenge, FilterOrder.AUTHENTICATION);
        filters.register(this::authenticate, FilterOrder.CALLER);
    }

    /** Refusals are up to the operation. The framework would prepare its own, and match the path for that. */
    private static void removeChallenge(RoutingContext ctx) {
        ctx.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        ctx.next();
    }

    /** Continues the request when its caller is known, or known to be none. */
    void authenticate(RoutingContext ctx) {
        String authorization = ctx.request().getHeader("Authorization");
        if (authorization == null && ctx.request().getHeader(Caller.API_KEY_HEADER) == null) {
            ctx.next();
            return;
        }
        SecurityIdentity cached = cached(ctx, authorization);
        if (cached != null) {
            QuarkusHttpUser.setIdentity(cached, ctx);
            ctx.next();
            return;
        }
        // external-issuer-only:begin
        if (issuer.isExternal() && token(authorization) != null) {
            lookUpWithKeys(ctx, token(authorization));
            return;
        }
        // external-issuer-only:end
        lookUp(ctx);
    }

    /**
     * The caller of a cached token whose session and account are cached, too; null for all others, also for refused
     * tokens, which the lookup refuses again.
     */
    private @Nullable SecurityIdentity cached(RoutingContext ctx, @Nullable String authorization) {
        String text = token(authorization);
        SessionToken token = text == null ? null : tokens.cached(text);
        try {
            return token == null ? null : sessions.cached(token, ctx);
        } catch (AuthenticationFailedException refused) {
            return null;
        }
    }

    private static @Nullable String token(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length())
                : DpopProofs.token(authorization);
    }

    // external-issuer-only:begin
    /** With an external issuer, first makes sure that the key of the token is known. */
    private void lookUpWithKeys(RoutingContext ctx, String token) {
        CompletableFuture<Boolean> ready = issuer.ready(token);
        if (ready.isDone()) {
            lookUpOrFail(ctx, ready.join());
        } else {
            Context own = ctx.vertx().getOrCreateContext();
            ready.thenAccept(known -> own.runOnContext(now -> lookUpOrFail(ctx, known)));
        }
    }

    private void lookUpOrFail(RoutingContext ctx, boolean keysAreKnown) {
        if (keysAreKnown) {
            lookUp(ctx);
        } else if (!ctx.response().ended()) {
            ctx.fail(IssuerTokens.unavailable());
        }
    }
    // external-issuer-only:end

    private void lookUp(RoutingContext ctx) {
        QuarkusHttpUser.getSecurityIdentity(ctx, null)
                .subscribe()
                .with(identity -> proceed(ctx), failure -> proceedOrFail(ctx, failure));
    }

    private static void proceedOrFail(RoutingContext ctx, Throwable failure) {
        if (failure instanceof AuthenticationException || failure instanceof UnauthorizedException) {
            DpopProofs.forget(ctx);
            proceed(ctx);
        } else if (!ctx.response().ended()) {
            ctx.fail(failure);
        }
    }

    private static void proceed(RoutingContext ctx) {
        // The request may have timed out during the lookup.
        if (!ctx.response().ended()) {
            ctx.next();
        }
    }
}
