package org.acme.security.password;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import org.acme.shared.StartupCheck;
import org.jspecify.annotations.Nullable;

/**
 * Startup check: the service fails to start when hashes would be sent unencrypted or the URL is unusable. The message
 * names the property.
 */
@Constraint(validatedBy = SafeBreachCheck.Check.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface SafeBreachCheck {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Check extends StartupCheck<SafeBreachCheck, BreachCheckConfig> {

        private static final long LARGEST_ANSWER = 4 << 20;

        @Override
        protected @Nullable String refusal(BreachCheckConfig config, boolean production) {
            if (!config.url().map(url -> isBase(url, production)).orElse(true)) {
                return "app.breach-check.url (APP_BREACH_CHECK_URL) must be a URL such as https://api.pwnedpasswords.com";
            }
            long answer = config.maxResponseSize().asLongValue();
            return answer < 1 || answer > LARGEST_ANSWER
                    ? "app.breach-check.max-response-size (APP_BREACH_CHECK_MAX_RESPONSE_SIZE) must be between 1 and 4M"
                    : null;
        }

        private static boolean isBase(URI url, boolean production) {
            boolean scheme = "https".equals(url.getScheme()) || !production && "http".equals(url.getScheme());
            return scheme
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
        }
    }
}
