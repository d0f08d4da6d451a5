package org.acme.security.authentication;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The {@link Caller} of the current request. A {@code Caller} itself cannot be injected: a bean that outlives the
 * request would keep it, and act for the wrong user.
 */
@ApplicationScoped
public class CurrentCaller {

    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** @throws UnauthorizedException when the request is anonymous */
    public Caller get() {
        if (identity.isAnonymous()) {
            throw new UnauthorizedException();
        }
        return identity.getAttribute(Caller.ATTRIBUTE);
    }
}
