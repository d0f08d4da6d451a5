package org.acme.security.transport;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Configures Quarkus' HTTP server from {@link TransportConfig}: it uses {@link ServerKeys} and does not listen for
 * plain HTTP. A redirect from plain HTTP would be worse: the client has already sent its token unencrypted, and would
 * do so again.
 */
public class TlsSettings implements ConfigSourceFactory {

    /** Above environment variables (300) and system properties (400), so that no other setting opens the plain port. */
    private static final int ORDINAL = 500;

    private static final ConfigSource SETTINGS = new PropertiesConfigSource(
            Map.of(
                    "quarkus.http.insecure-requests",
                    "disabled",
                    "quarkus.http.tls-configuration-name",
                    ServerKeys.NAME),
            "app.tls",
            ORDINAL);

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String certificate = value(context, "app.tls.certificate", "");
        String key = value(context, "app.tls.key", "");
        boolean ours = value(context, "app.tls", "required").equals("required");
        // Without the files, {@link TransportConfig} stops the startup and names what is missing.
        return ours && !certificate.isEmpty() && !key.isEmpty() ? List.of(SETTINGS) : List.of();
    }

    private static String value(ConfigSourceContext context, String name, String otherwise) {
        ConfigValue found = context.getValue(name);
        return found == null || found.getValue() == null || found.getValue().isBlank() ? otherwise : found.getValue();
    }
}
