package org.acme.security.ratelimit.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.ratelimit.Policies;
import org.acme.security.ratelimit.Policy;
import org.acme.security.ratelimit.window.Hit;

/**
 * Writes the rate limit headers for the policy closest to its limit, and creates refusals
 * (draft-ietf-httpapi-ratelimit-headers-11).
 */
@Singleton
record RateLimitHeaders(Policies policies, MeterRegistry meters) implements MeterBinder {

    private static final String REFUSED = "palisade.ratelimit.refused";

    /** Registers a counter for each policy at startup, so that the first refusal shows as an increase from zero. */
    @Override
    public void bindTo(MeterRegistry registry) {
        policies.all().forEach(policy -> registry.counter(REFUSED, "policy", policy.name()));
    }

    /** Sets the headers, unless nothing was decided or the request timed out and its response was sent already. */
    void setOn(HttpServerResponse response, RequestHits hits) {
        Hit closest = hits.closest();
        if (closest != null && !response.headWritten()) {
            Policy policy = closest.policy;
            String name = '"' + policy.name() + '"';
            response.putHeader(
                    "RateLimit-Policy",
                    name + ";q=" + policy.max() + ";w=" + policy.window().toSeconds());
            response.putHeader("RateLimit", name + ";r=" + closest.remaining() + ";t=" + closest.secondsUntilNext());
        }
    }

    /** Counts the refused hits and returns the problem, with the time after which all exceeded limits admit again. */
    Problem countedRefusal(RequestHits hits) {
        hits.refused().forEach(hit -> meters.counter(REFUSED, "policy", hit.policy.name())
                .increment());
        long seconds =
                hits.refused().stream().mapToLong(Hit::secondsUntilNext).max().orElse(1);
        return Problem.retryAfter(ProblemCode.RATE_LIMITED, seconds);
    }
}
