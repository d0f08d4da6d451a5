package org.acme.security.authentication;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

/** What the rest of Quarkus sees of a {@link Caller}: a name, a role and an answer for each permission. */
final class CallerIdentity {

    static final String ATTRIBUTE = "palisade.caller";

    private CallerIdentity() {}

    static SecurityIdentity of(Caller caller, String role) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.id().toString()))
                .addRole(role)
                .addAttribute(ATTRIBUTE, caller)
                .addPermissionChecker(
                        wanted -> Uni.createFrom().item(caller.may(wanted.getName() + ":" + wanted.getActions())))
                .build();
    }
}
