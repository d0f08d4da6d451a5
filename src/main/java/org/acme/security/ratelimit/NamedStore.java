package org.acme.security.ratelimit;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Startup check: the service fails to start when the store is Redis and no host is configured. */
@Constraint(validatedBy = NamedStore.Check.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface NamedStore {

    String message() default "app.rate-limit.store=redis requires quarkus.redis.hosts (QUARKUS_REDIS_HOSTS)";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Check implements ConstraintValidator<NamedStore, RateLimitConfig> {

        @Override
        public boolean isValid(RateLimitConfig config, ConstraintValidatorContext context) {
            return config.store() == RateLimitConfig.Store.LOCAL
                    || config.redis().hosts().isPresent();
        }
    }
}
