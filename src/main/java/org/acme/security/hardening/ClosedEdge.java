package org.acme.security.hardening;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.regex.Pattern;
import org.acme.shared.StartCheck;

/** Stops the start when browsers would be let in too far; the message names the property and the remedy. */
@Constraint(validatedBy = ClosedEdge.Check.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ClosedEdge {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Check extends StartCheck<ClosedEdge, EdgeConfig> {

        /** One origin, spelled out: no wildcard, no regular expression, no {@code null}. */
        private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?");

        @Override
        protected String refusal(EdgeConfig config, boolean production) {
            List<String> origins = config.cors().origins().orElse(List.of());
            if (!origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())) {
                return "app.cors.origins (APP_CORS_ORIGINS) must list origins such as https://app.example.com, without wildcards";
            }
            return production && config.securityHeaders() == EdgeConfig.HeaderSet.OFF
                    ? "app.security-headers (APP_SECURITY_HEADERS) must be owasp in production"
                    : null;
        }
    }
}
