package org.acme.security.authentication.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.acme.security.authentication.Caller;
import org.jboss.logging.MDC;

/** Builds the Quarkus identity of a {@link Caller}: principal, role and permission check. */
final class CallerIdentities {

    /** The id of the API key, so that rate limits can count requests per key. */
    private static final String KEY_ATTRIBUTE = "api-key";

    private static final String LOG_CALLER = "callerId";
    private static final String LOG_API_KEY = "apiKeyId";

    private CallerIdentities() {}

    static SecurityIdentity of(Caller caller, String role) {
        // Every later log line of the request carries the user's id, a pseudonym, and the id of the API key.
        MDC.put(LOG_CALLER, caller.id().toString());
        QuarkusSecurityIdentity.Builder identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.id().toString()))
                .addRole(role)
                .addAttribute(Caller.ATTRIBUTE, caller)
                .addPermissionChecker(
                        wanted -> Uni.createFrom().item(caller.may(wanted.getName() + ":" + wanted.getActions())));
        if (caller.apiKey() != null) {
            MDC.put(LOG_API_KEY, caller.apiKey().toString());
            identity.addAttribute(KEY_ATTRIBUTE, caller.apiKey().toString());
        }
        return identity.build();
    }
}
