package org.acme.security.authentication;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * A valid token only says who its session belonged to when it was issued. Whether the session still lives and what its
 * user may do now is asked here, so that a revocation holds on the next request and roles never come from the token.
 */
@ApplicationScoped
class SessionIdentity implements SecurityIdentityAugmentor {

    private final LiveState state;
    private final LastUses uses;

    SessionIdentity(LiveState state, LastUses uses) {
        this.state = state;
        this.uses = uses;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        UUID session = id(token.getClaim("sid"));
        UUID user = id(token.getSubject());
        Optional<UUID> owner = state.rememberedOwnerOf(session);
        Optional<AccountState> account = state.rememberedAccount(user);
        return owner.isPresent() && account.isPresent()
                ? Uni.createFrom().item(live(token, session, owner, account))
                : context.runBlocking(() -> live(token, session, state.ownerOf(session), state.account(user)));
    }

    private SecurityIdentity live(
            JsonWebToken token, UUID session, Optional<UUID> owner, Optional<AccountState> state) {
        AccountState account = state.orElseThrow(AuthenticationFailedException::new);
        if (!owner.orElseThrow(AuthenticationFailedException::new).equals(account.id())) {
            throw new AuthenticationFailedException();
        }
        uses.session(session);
        Caller caller = new Caller(account.id(), account.permissions(), session, authenticatedAt(token));
        return CallerIdentity.of(caller, account.role());
    }

    private static Instant authenticatedAt(JsonWebToken token) {
        return token.getClaim("auth_time") instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : Instant.EPOCH;
    }

    private static UUID id(Object claim) {
        try {
            return UUID.fromString(String.valueOf(claim));
        } catch (IllegalArgumentException none) {
            throw new AuthenticationFailedException(none);
        }
    }
}
