package org.acme.bench;

import io.quarkus.security.spi.runtime.AuthorizationController;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.interceptor.Interceptor;

/** Disables permission checks, for measurements. */
@ApplicationScoped
@Alternative
@Priority(Interceptor.Priority.LIBRARY_AFTER)
public class OpenAuthorization extends AuthorizationController {

    @Override
    public boolean isAuthorizationEnabled() {
        return false;
    }
}
