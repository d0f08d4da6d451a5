package org.acme.security.ratelimit;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Holds an operation to policies of its own, beside the default one: all of them admit a request together, or it is
 * refused with 429 and counts in none.
 */
@Documented
@InterceptorBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RateLimited {

    /** Names of {@code app.rate-limit.policies}; one that is not configured stops the start. */
    @Nonbinding
    String[] value();
}
