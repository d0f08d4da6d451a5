package org.acme.security.authentication;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;

/** Hands the authenticated caller to whoever asks for one; without credentials there is nobody to hand out. */
class CallerProducer {

    @Produces
    @Dependent
    Caller caller(SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            throw new UnauthorizedException();
        }
        return identity.getAttribute(CallerIdentity.ATTRIBUTE);
    }
}
