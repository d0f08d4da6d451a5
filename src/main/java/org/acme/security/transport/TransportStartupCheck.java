package org.acme.security.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Startup check: the service fails to start when the HTTP server would use plain HTTP, another certificate, or a
 * protocol or cipher suite without forward secrecy and authenticated encryption (RFC 9325, sections 3.1 and 4.2).
 */
final class TransportStartupCheck {

    private static final Pattern PROTOCOL = Pattern.compile("TLSv1\\.[23]");

    private static final Pattern CIPHER_SUITE =
            Pattern.compile("TLS_(ECDHE_(ECDSA|RSA)_WITH_)?(AES_(128|256)_GCM|CHACHA20_POLY1305)_SHA(256|384)");

    private TransportStartupCheck() {}

    static @Nullable String refusal(TransportConfig config, Path certificate, Path key) {
        if (!config.insecureRequests().equals(TlsSettings.DISABLED)
                || !config.tlsConfiguration().equals(Optional.of(ServerKeys.NAME))) {
            return "app.tls=required has no effect: TlsSettings must be listed in"
                    + " META-INF/services/io.smallrye.config.ConfigSourceInterceptor";
        }
        if (!all(PROTOCOL, config.protocols())) {
            return "quarkus.tls.server.protocols (QUARKUS_TLS_SERVER_PROTOCOLS) must list only TLSv1.3 and TLSv1.2";
        }
        return all(CIPHER_SUITE, config.cipherSuites())
                ? ServerIdentity.refusal(certificate, key)
                : "quarkus.tls.server.cipher-suites (QUARKUS_TLS_SERVER_CIPHER_SUITES) must list only suites with"
                        + " ephemeral keys and authenticated encryption, such as TLS_AES_128_GCM_SHA256";
    }

    private static boolean all(Pattern safe, Optional<List<String>> values) {
        return values.isPresent()
                && values.get().stream().allMatch(value -> safe.matcher(value).matches());
    }
}
