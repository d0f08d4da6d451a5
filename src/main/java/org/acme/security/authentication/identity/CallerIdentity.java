package org.acme.security.authentication.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.acme.security.authentication.Caller;
import org.jboss.logging.MDC;

/** Builds the Quarkus identity of a {@link Caller}: principal, role and permission check. */
final class CallerIdentity {

    private static final String KEY_ATTRIBUTE = "api-key";
    private static final String LOG_KEY = "callerId";

    private CallerIdentity() {}

    static SecurityIdentity of(Caller caller, String role) {
        return builder(caller, role).build();
    }

    /** Adds the key's id, so that rate limits can count requests per key. */
    static SecurityIdentity ofKey(Caller caller, String role, UUID key) {
        return builder(caller, role).addAttribute(KEY_ATTRIBUTE, key.toString()).build();
    }

    private static QuarkusSecurityIdentity.Builder builder(Caller caller, String role) {
        // Every later log line of the request carries the user's id, a pseudonym.
        MDC.put(LOG_KEY, caller.id().toString());
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.id().toString()))
                .addRole(role)
                .addAttribute(Caller.ATTRIBUTE, caller)
                .addPermissionChecker(
                        wanted -> Uni.createFrom().item(caller.may(wanted.getName() + ":" + wanted.getActions())));
    }
}
