package org.acme.security.transport;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Configures Quarkus' HTTP server from {@link TransportConfig}: it uses {@link ServerKeys} and does not listen for
 * plain HTTP. A redirect from plain HTTP would be worse: the client has already sent its token unencrypted, and would
 * do so again. An interceptor reads {@code app.tls} from all sources, as {@link TransportConfig} does, and no source
 * can open the plain port.
 *
 * <p>A client of TLS 1.2 cannot renegotiate: each handshake takes a private key operation on an event loop, and rate
 * limits count requests only. JSSE reads the system property when it accepts the first connection.
 */
@Priority(TlsSettings.AFTER_EXPRESSIONS)
public class TlsSettings implements ConfigSourceInterceptor {

    /**
     * Interceptors with a lower number run later: expressions that name the settings get these values, in all profiles.
     */
    static final int AFTER_EXPRESSIONS = Priorities.LIBRARY + 210;

    /** Disables plain HTTP. */
    static final String DISABLED = "disabled";

    private static final String SETTING = "app.tls";
    private static final String NO_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

    private static final Map<String, String> SERVER =
            Map.of("quarkus.http.insecure-requests", DISABLED, "quarkus.http.tls-configuration-name", ServerKeys.NAME);

    /** All other values are {@code required}, in some spelling, or stop the start. */
    private static final Set<String> PLAIN = Set.of("proxy", "off");

    static {
        System.setProperty(NO_RENEGOTIATION, "true");
    }

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        String value = SERVER.get(name);
        return value == null || isPlain(context.restart(SETTING))
                ? context.proceed(name)
                : ConfigValue.builder()
                        .withName(name)
                        .withValue(value)
                        .withRawValue(value)
                        .withConfigSourceName(SETTING)
                        .build();
    }

    private static boolean isPlain(@Nullable ConfigValue tls) {
        return tls != null
                && tls.getValue() != null
                && PLAIN.contains(tls.getValue().strip().toLowerCase(Locale.ROOT));
    }
}
