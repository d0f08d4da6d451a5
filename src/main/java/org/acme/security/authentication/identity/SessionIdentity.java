package org.acme.security.authentication.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.acme.security.authentication.AccountState;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.LastUses;
import org.acme.security.authentication.revocation.LiveState;
import org.acme.security.authentication.token.SessionToken;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the identity of a verified token by the current state of its session and account. A revocation thus applies
 * to the next request, and permissions never come from the token.
 */
@ApplicationScoped
class SessionIdentity implements SecurityIdentityAugmentor {

    private final LiveState state;
    private final LastUses uses;
    private final SenderConstraint constraint;

    SessionIdentity(LiveState state, LastUses uses, SenderConstraint constraint) {
        this.state = state;
        this.uses = uses;
        this.constraint = constraint;
    }

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
        constraint.check(token, HttpSecurityUtils.getRoutingContextAttribute(attributes));
        SecurityIdentity cached = remembered(token);
        return cached == null
                ? context.runBlocking(() -> live(token, state.ownerOf(token.session()), state.account(token.user())))
                : Uni.createFrom().item(cached);
    }

    /**
     * Reads the caches only, because an event loop must not wait for the database; null when they do not suffice.
     *
     * @throws AuthenticationFailedException when the token needs another scheme
     */
    @Nullable
    SecurityIdentity cached(SessionToken token, RoutingContext ctx) {
        constraint.check(token, ctx);
        return remembered(token);
    }

    private @Nullable SecurityIdentity remembered(SessionToken token) {
        Optional<UUID> owner = state.rememberedOwnerOf(token.session()).filter(token.user()::equals);
        Optional<AccountState> account = state.rememberedAccount(token.user());
        return owner.isPresent() && account.isPresent() ? live(token, owner, account) : null;
    }

    private SecurityIdentity live(SessionToken token, Optional<UUID> owner, Optional<AccountState> state) {
        AccountState account = state.orElseThrow(AuthenticationFailedException::new);
        if (!owner.orElseThrow(AuthenticationFailedException::new).equals(account.id())) {
            throw new AuthenticationFailedException();
        }
        uses.session(token.session());
        Caller caller = new Caller(account.id(), account.permissions(), token.session(), token.authenticatedAt());
        return CallerIdentity.of(caller, account.role());
    }
}
