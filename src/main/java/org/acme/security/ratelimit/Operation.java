package org.acme.security.ratelimit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

/** An operation with policies of its own, and whether they can be decided before its body was read. */
record Operation(String name, List<Policy> policies, boolean needsBody) {

    /** @throws IllegalStateException when a policy is missing, unknown, or counts what the operation cannot say */
    static Operation of(Method method, Policies known) {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        List<Policy> policies =
                Stream.of(limits(method).value()).distinct().map(known::named).toList();
        if (policies.isEmpty()) {
            throw new IllegalStateException("@RateLimited on " + name + " names no policy");
        }
        boolean needsBody = policies.stream().anyMatch(policy -> policy.per().isNamedByTheBody());
        if (needsBody && Stream.of(method.getParameterTypes()).noneMatch(Keyed.class::isAssignableFrom)) {
            throw new IllegalStateException("@RateLimited on " + name + " needs a parameter that is Keyed");
        }
        return new Operation(name, policies, needsBody);
    }

    static boolean isLimited(Method method) {
        return limits(method) != null;
    }

    private static RateLimited limits(Method method) {
        RateLimited own = method.getAnnotation(RateLimited.class);
        return own != null ? own : method.getDeclaringClass().getAnnotation(RateLimited.class);
    }
}
