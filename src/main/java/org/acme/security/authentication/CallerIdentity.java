package org.acme.security.authentication;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.jboss.logging.MDC;

/** What the rest of Quarkus sees of a {@link Caller}: a name, a role and an answer for each permission. */
final class CallerIdentity {

    static final String ATTRIBUTE = "palisade.caller";
    private static final String KEY_ATTRIBUTE = "api-key";
    private static final String LOG_KEY = "callerId";

    private CallerIdentity() {}

    static SecurityIdentity of(Caller caller, String role) {
        return builder(caller, role).build();
    }

    /** With the key's id, so that requests can be counted by key. */
    static SecurityIdentity ofKey(Caller caller, String role, UUID key) {
        return builder(caller, role).addAttribute(KEY_ATTRIBUTE, key.toString()).build();
    }

    private static QuarkusSecurityIdentity.Builder builder(Caller caller, String role) {
        // From here on, every line of the log says for whom: an id, which names nobody to whoever reads only the log.
        MDC.put(LOG_KEY, caller.id().toString());
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.id().toString()))
                .addRole(role)
                .addAttribute(ATTRIBUTE, caller)
                .addPermissionChecker(
                        wanted -> Uni.createFrom().item(caller.may(wanted.getName() + ":" + wanted.getActions())));
    }
}
