package org.acme.security.transport;

import org.jspecify.annotations.Nullable;

/**
 * Startup check: the service fails to start when it would serve clients unencrypted or with an unusable certificate.
 */
final class TransportStartupCheck {

    private static final String NO_FILES = "app.tls=required requires app.tls.certificate (APP_TLS_CERTIFICATE) and"
            + " app.tls.key (APP_TLS_KEY), two PEM files. Behind a proxy that terminates TLS, set app.tls (APP_TLS) to proxy";

    private TransportStartupCheck() {}

    static @Nullable String refusal(TransportConfig config, boolean production) {
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
