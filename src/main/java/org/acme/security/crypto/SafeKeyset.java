package org.acme.security.crypto;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.acme.shared.StartupCheck;
import org.jspecify.annotations.Nullable;

/**
 * Startup check: the service fails to start without a usable keyset and, in production, with the public one of dev
 * mode.
 */
@Constraint(validatedBy = SafeKeyset.Check.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface SafeKeyset {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Check extends StartupCheck<SafeKeyset, CryptoConfig> {

        /** The beginning of dev mode's key, which is public in application.properties. */
        private static final String DEV_KEY = "GiBwYWxpc2FkZS1kZXYta2V5c2V0";

        @Override
        protected String refusal(CryptoConfig config, boolean production) {
            return refusal(config.keyset().orElse(""), production);
        }

        static @Nullable String refusal(String keyset, boolean production) {
            try {
                Keysets.read(keyset);
            } catch (IllegalArgumentException e) {
                return "app.crypto.keyset (APP_CRYPTO_KEYSET) must be a Tink keyset, JSON in base64."
                        + " docs/configuration.md contains the command that generates one";
            }
            return production && Keysets.json(keyset).contains(DEV_KEY)
                    ? "app.crypto.keyset (APP_CRYPTO_KEYSET) is the public development keyset."
                            + " docs/configuration.md contains the command that generates one"
                    : null;
        }
    }
}
