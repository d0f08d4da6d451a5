package org.acme.security.ratelimit.http;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.acme.security.ratelimit.Keyed;
import org.acme.security.ratelimit.Policies;
import org.acme.security.ratelimit.Policy;
import org.acme.security.ratelimit.RateLimited;

/** An operation with policies of its own, and whether they need the request body. */
public record Operation(String name, List<Policy> policies, boolean needsBody) {

    /**
     * @throws IllegalStateException when no policy is named, one is not configured, or one needs a key that the
     *     operation does not provide
     */
    static Operation of(Method method, Policies known) {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        List<Policy> policies =
                Stream.of(limits(method).value()).distinct().map(known::named).toList();
        if (policies.isEmpty()) {
            throw new IllegalStateException("@RateLimited on " + name + " must name a policy");
        }
        boolean needsBody = policies.stream().anyMatch(policy -> policy.per().isNamedByTheBody());
        if (needsBody && Stream.of(method.getParameterTypes()).noneMatch(Keyed.class::isAssignableFrom)) {
            throw new IllegalStateException("@RateLimited on " + name + " requires a parameter that implements Keyed");
        }
        return new Operation(name, policies, needsBody);
    }

    public static boolean isLimited(Method method) {
        return limits(method) != null;
    }

    private static RateLimited limits(Method method) {
        RateLimited own = method.getAnnotation(RateLimited.class);
        return own != null ? own : method.getDeclaringClass().getAnnotation(RateLimited.class);
    }
}
