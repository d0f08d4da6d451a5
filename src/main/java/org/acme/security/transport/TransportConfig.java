package org.acme.security.transport;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Encryption between clients and the service. {@link TlsSettings} applies it to the HTTP server. */
@ConfigMapping(prefix = "")
@RegisterForReflection
@Unremovable
public interface TransportConfig extends CheckedSettings {

    Pattern PROTOCOL = Pattern.compile("TLSv1\\.[23]");

    /** Those with forward secrecy and authenticated encryption (RFC 9325, sections 3.1 and 4.2). */
    Pattern CIPHER_SUITE =
            Pattern.compile("TLS_(ECDHE_(ECDSA|RSA)_WITH_)?(AES_(128|256)_GCM|CHACHA20_POLY1305)_SHA(256|384)");

    /** Where TLS terminates: at the service, or at a proxy. */
    @WithName("app.tls")
    @WithDefault("required")
    Tls tls();

    /** PEM file with the certificate, followed by its intermediate certificates. */
    @WithName("app.tls.certificate")
    Optional<Path> certificate();

    /** PEM file with the unencrypted RSA or EC key of the certificate. Only the service may read it. */
    @WithName("app.tls.key")
    Optional<Path> key();

    /** How often the files are checked for a new certificate. Open connections keep the old one. */
    @WithName("app.tls.reload-period")
    @WithDefault("60s")
    @Bounds(min = "1s", max = "1d")
    Duration reloadPeriod();

    /** Whether the HTTP server listens for plain HTTP; set by {@link TlsSettings}. */
    @WithName("quarkus.http.insecure-requests")
    @WithDefault("enabled")
    String insecureRequests();

    /** The TLS configuration of the HTTP server; set by {@link TlsSettings}. */
    @WithName("quarkus.http.tls-configuration-name")
    Optional<String> tlsConfiguration();

    @WithName("quarkus.tls.server.protocols")
    Optional<List<String>> protocols();

    @WithName("quarkus.tls.server.cipher-suites")
    Optional<List<String>> cipherSuites();

    /** Time limit for the handshake of a client; then the connection is closed. Zero would wait without limit. */
    @WithName("quarkus.tls.server.handshake-timeout")
    @WithDefault("10s")
    @Bounds(min = "1s", max = "30s")
    Duration handshakeTimeout();

    /** Refuses to serve clients unencrypted, with an unusable or unused certificate or with weak encryption. */
    @Override
    default @Nullable String refusal(boolean production) {
        return switch (tls()) {
            case PROXY -> ineffectiveRefusal();
            case OFF -> production ? "app.tls (APP_TLS) must be required or proxy in production" : ineffectiveRefusal();
            case REQUIRED ->
                certificate().isPresent() && key().isPresent()
                        ? serverRefusal(certificate().get(), key().get())
                        : "app.tls=required requires app.tls.certificate (APP_TLS_CERTIFICATE) and app.tls.key (APP_TLS_KEY),"
                                + " two PEM files. Behind a proxy that terminates TLS, set app.tls (APP_TLS) to proxy";
        };
    }

    private @Nullable String ineffectiveRefusal() {
        return certificate().isEmpty() && key().isEmpty()
                ? null
                : "app.tls.certificate (APP_TLS_CERTIFICATE) and app.tls.key (APP_TLS_KEY) have no effect without"
                        + " app.tls=required (APP_TLS): set it or remove them";
    }

    private @Nullable String serverRefusal(Path certificate, Path key) {
        if (!insecureRequests().equals(TlsSettings.DISABLED)
                || !tlsConfiguration().equals(Optional.of(ServerKeys.NAME))) {
            return "app.tls=required has no effect: TlsSettings must be listed in"
                    + " META-INF/services/io.smallrye.config.ConfigSourceInterceptor";
        }
        if (!all(PROTOCOL, protocols())) {
            return "quarkus.tls.server.protocols (QUARKUS_TLS_SERVER_PROTOCOLS) must list only TLSv1.3 and TLSv1.2";
        }
        return all(CIPHER_SUITE, cipherSuites())
                ? ServerIdentity.refusal(certificate, key)
                : "quarkus.tls.server.cipher-suites (QUARKUS_TLS_SERVER_CIPHER_SUITES) must list only suites with"
                        + " ephemeral keys and authenticated encryption, such as TLS_AES_128_GCM_SHA256";
    }

    private static boolean all(Pattern safe, Optional<List<String>> values) {
        return values.isPresent()
                && values.get().stream().allMatch(value -> safe.matcher(value).matches());
    }

    enum Tls {

        /** At the service, which does not listen for plain HTTP. */
        REQUIRED,

        /** At a reverse proxy, which connects to the service over plain HTTP. */
        PROXY,

        /** Nowhere: for dev mode and tests, which listen on localhost only. Production refuses it. */
        OFF
    }
}
