package org.acme.security.ratelimit;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.acme.problem.ProblemCode;
import org.acme.security.hardening.ClientAddress;
import org.acme.security.hardening.FilterOrder;
import org.acme.security.hardening.FrameworkPages;

/**
 * Holds every network address to the {@code address} policy before anything of the request is parsed or verified, in
 * the memory of this process, so that a flood costs next to nothing. Every request counts, whatever becomes of it.
 */
@ApplicationScoped
class AddressLimit {

    private final Policy policy;
    private final LocalWindows windows;
    private final ClientAddress clients;
    private final Verdict verdict;

    AddressLimit(Policies policies, LocalWindows windows, ClientAddress clients, Verdict verdict) {
        this.policy = policies.named(Policies.ADDRESS);
        this.windows = windows;
        this.clients = clients;
        this.verdict = verdict;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.ADDRESS_LIMIT);
    }

    private void check(RoutingContext ctx) {
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT && FrameworkPages.include(ctx)) {
            ctx.next();
            return;
        }
        RequestClaims claims = new RequestClaims(new Claim(policy, NetworkAddress.network(clients.of(ctx))));
        claims.attach(ctx);
        if (windows.admit(claims.address())) {
            ctx.next();
        } else {
            verdict.announce(ctx.response(), claims);
            ctx.fail(ProblemCode.RATE_LIMITED.status(), verdict.refusal(claims));
        }
    }
}
