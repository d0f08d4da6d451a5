package org.acme.security.authentication;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.acme.security.authorization.Role;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Stands in for {@code SessionIdentity}: believes the token about its user, as a service without revocation does. */
@ApplicationScoped
class BelievedIdentity implements SecurityIdentityAugmentor {

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        Role role = Role.valueOf(token.getGroups().iterator().next().toUpperCase(Locale.ROOT));
        UUID session = UUID.fromString(token.getClaim("sid"));
        Caller caller = new Caller(UUID.fromString(token.getSubject()), role.permissions(), session, Instant.EPOCH);
        return Uni.createFrom().item(CallerIdentity.of(caller, role.key()));
    }
}
