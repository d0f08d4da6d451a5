package org.acme.security.hardening;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How the way between clients and the service is encrypted; {@link TlsSettings} hands it on to the HTTP server. */
@ConfigMapping(prefix = "app")
@SafeTransport
public interface TransportConfig {

    /** Who ends the encryption: the service, or a proxy in front of it. */
    @WithDefault("required")
    Tls tls();

    /** A PEM file: the service's certificate, then those that lead to the authority's. */
    @WithName("tls.certificate")
    Optional<Path> certificate();

    /** A PEM file with the certificate's key, RSA or EC, not encrypted: only the service may be able to read it. */
    @WithName("tls.key")
    Optional<Path> key();

    /** How long a new certificate in the files goes unnoticed; connections that are open stay as they are. */
    @WithName("tls.reload-period")
    @WithDefault("60s")
    @DurationMin(seconds = 1)
    @DurationMax(days = 1)
    Duration reloadPeriod();

    /** Where the encryption ends. */
    enum Tls {

        /** Here. Nothing listens for plain HTTP. */
        REQUIRED,

        /** At a proxy, which speaks plain HTTP with the service. */
        PROXY,

        /** Nowhere: dev mode and tests, which listen on this machine only. Production refuses it. */
        OFF
    }
}
