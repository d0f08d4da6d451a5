package org.acme.security.authentication.identity;

import org.acme.security.authentication.Caller;
import org.acme.security.authentication.token.SessionToken;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.acme.application.Role;

/**
 * Replaces {@code SessionIdentityAugmentor} in measurements: trusts the token, as a service without revocation does.
 */
@ApplicationScoped
class TokenIdentity implements SecurityIdentityAugmentor {

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof SessionToken token)) {
            return Uni.createFrom().item(identity);
        }
        Role role = Role.valueOf(token.getGroups().iterator().next().toUpperCase(Locale.ROOT));
        Caller caller = new Caller(
                token.user(), "", role.permissions(), token.session(), token.authenticatedAt(), null);
        return Uni.createFrom().item(CallerIdentities.of(caller, role.key()));
    }
}
