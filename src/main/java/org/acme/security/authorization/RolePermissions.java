package org.acme.security.authorization;

import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives an identity the permissions of its role; a role that we do not know gives none. */
@ApplicationScoped
class RolePermissions implements SecurityIdentityAugmentor {

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom().item(identity.isAnonymous() ? identity : withPermissions(identity));
    }

    private static SecurityIdentity withPermissions(SecurityIdentity identity) {
        QuarkusSecurityIdentity.Builder augmented = QuarkusSecurityIdentity.builder(identity);
        identity.getRoles().stream()
                .flatMap(key -> Role.ofKey(key).stream())
                .flatMap(role -> role.permissions().stream())
                .map(permission -> permission.split(":"))
                .forEach(parts -> augmented.addPermission(new StringPermission(parts[0], parts[1])));
        return augmented.build();
    }
}
