package org.acme.security.authentication.identity;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import org.acme.security.authentication.Caller;

/** Injects the authenticated {@link Caller}; throws 401 when the request is anonymous. */
class CallerProducer {

    @Produces
    @Dependent
    Caller caller(SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            throw new UnauthorizedException();
        }
        return identity.getAttribute(Caller.ATTRIBUTE);
    }
}
