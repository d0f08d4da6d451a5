package org.acme.security.hardening;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Tells Quarkus' HTTP server what {@link TransportConfig} says: to prove itself by {@link ServerKeys}, to ask for new
 * ones, and not to listen for plain HTTP. Refused there is better than redirected: whoever is redirected has already
 * sent the token in the clear, and will again.
 */
public class TlsSettings implements ConfigSourceFactory {

    /** Above the environment (300) and system properties (400), so that nothing opens the plain port beside it. */
    private static final int ORDINAL = 500;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String certificate = value(context, "app.tls.certificate", "");
        String key = value(context, "app.tls.key", "");
        boolean ours = value(context, "app.tls", "required").equals("required");
        // Without files the start is refused, with the names of what is missing.
        return ours && !certificate.isEmpty() && !key.isEmpty()
                ? List.of(settings(value(context, "app.tls.reload-period", "60s")))
                : List.of();
    }

    private static ConfigSource settings(String reloadPeriod) {
        return new PropertiesConfigSource(
                Map.of(
                        "quarkus.http.insecure-requests",
                        "disabled",
                        "quarkus.http.tls-configuration-name",
                        ServerKeys.NAME,
                        "quarkus.tls.server.reload-period",
                        reloadPeriod),
                "app.tls",
                ORDINAL);
    }

    private static String value(ConfigSourceContext context, String name, String otherwise) {
        ConfigValue found = context.getValue(name);
        return found == null || found.getValue() == null || found.getValue().isBlank() ? otherwise : found.getValue();
    }
}
