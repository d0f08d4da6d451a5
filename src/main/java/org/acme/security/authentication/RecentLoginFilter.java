package org.acme.security.authentication;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Requires recent authentication for marked operations, before the body is parsed. */
@Provider
@RequiresRecentLogin
class RecentLoginFilter implements ContainerRequestFilter {

    private final RecentLogin recentLogin;
    private final CurrentCaller caller;

    RecentLoginFilter(RecentLogin recentLogin, CurrentCaller caller) {
        this.recentLogin = recentLogin;
        this.caller = caller;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        recentLogin.require(caller.get());
    }
}
