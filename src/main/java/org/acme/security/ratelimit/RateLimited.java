package org.acme.security.ratelimit;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Applies policies to an operation, in addition to the default one. A request must be admitted by all; otherwise it
 * gets 429 and counts in none of them. The address has counted it before.
 */
@Documented
@InterceptorBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RateLimited {

    /** Names from {@code app.rate-limit.policies}. An unknown name fails the startup. */
    @Nonbinding
    String[] value();
}
