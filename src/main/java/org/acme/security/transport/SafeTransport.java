package org.acme.security.transport;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.acme.shared.StartupCheck;
import org.jspecify.annotations.Nullable;

/**
 * Startup check: the service fails to start when it would serve clients unencrypted or with an unusable certificate.
 */
@Constraint(validatedBy = SafeTransport.Check.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface SafeTransport {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Check extends StartupCheck<SafeTransport, TransportConfig> {

        private static final String NO_FILES = "app.tls=required requires app.tls.certificate (APP_TLS_CERTIFICATE) and"
                + " app.tls.key (APP_TLS_KEY), two PEM files. Behind a proxy that terminates TLS, set app.tls (APP_TLS) to proxy";

        @Override
        protected @Nullable String refusal(TransportConfig config, boolean production) {
            return switch (config.tls()) {
                case PROXY -> null;
                case OFF -> production ? "app.tls (APP_TLS) must be required or proxy in production" : null;
                case REQUIRED ->
                    config.certificate().isPresent() && config.key().isPresent()
                            ? ServerIdentity.refusal(
                                    config.certificate().get(), config.key().get())
                            : NO_FILES;
            };
        }
    }
}
