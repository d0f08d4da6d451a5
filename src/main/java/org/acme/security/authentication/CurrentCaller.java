package org.acme.security.authentication;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;

/**
 * The {@link Caller} of the current request. A {@code Caller} itself cannot be injected: a bean that outlives the
 * request would keep it, and act for the wrong user.
 */
@Singleton
public record CurrentCaller(SecurityIdentity identity) {

    /** @throws UnauthorizedException when the request is anonymous */
    public Caller get() {
        if (identity.isAnonymous()) {
            throw new UnauthorizedException();
        }
        return identity.getAttribute(Caller.ATTRIBUTE);
    }
}
