package org.acme.security.authentication;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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
        return state.remembers(session, user)
                ? Uni.createFrom().item(live(token, session, user))
                : context.runBlocking(() -> live(token, session, user));
    }

    private SecurityIdentity live(JsonWebToken token, UUID session, UUID user) {
        UUID owner = state.ownerOf(session).orElseThrow(AuthenticationFailedException::new);
        AccountState account = state.account(user).orElseThrow(AuthenticationFailedException::new);
        if (!owner.equals(user)) {
            throw new AuthenticationFailedException();
        }
        uses.session(session);
        Caller caller = new Caller(user, account.permissions(), session, authenticatedAt(token));
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
