package org.acme.security.edge;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Quarkus' settings that would bypass controls. */
@ConfigMapping(prefix = "quarkus")
@RegisterForReflection
@Unremovable
public interface FrameworkConfig extends CheckedSettings {

    /** Modes in which scheduled jobs run. */
    Set<String> STARTING = Set.of("normal", "forced");

    /**
     * Whether the OpenAPI document is available, and with it the framework's paths below {@code /q}. Otherwise they get
     * the same 404 as all unknown paths, because the framework's handlers refuse without a problem.
     */
    @WithName("smallrye-openapi.enabled")
    @WithDefault("true")
    boolean documentShown();

    /** Whether the HTTP server replaces the address of the connection by the one that a client sends. */
    @WithName("http.proxy.proxy-address-forwarding")
    @WithDefault("false")
    boolean addressForwarding();

    /** Whether the HTTP server takes the address from the PROXY protocol, which any client can send. */
    @WithName("http.proxy.use-proxy-protocol")
    @WithDefault("false")
    boolean proxyProtocol();

    @WithName("http.http2")
    @WithDefault("true")
    boolean http2();

    @WithName("http.cors.enabled")
    @WithDefault("false")
    boolean cors();

    /** Whether the framework logs requests, with their queries. */
    @WithName("http.access-log.enabled")
    @WithDefault("false")
    boolean accessLog();

    /** Whether the HTTP server also listens to a Unix domain socket, which has no addresses and no TLS. */
    @WithName("http.domain-socket-enabled")
    @WithDefault("false")
    boolean domainSocket();

    /** Whether the framework reports missing permissions to the audit log. */
    @WithName("security.events.enabled")
    @WithDefault("true")
    boolean securityEvents();

    /**
     * The wait for a database connection, during which a request holds a worker thread. Zero would wait without limit.
     */
    @WithName("datasource.jdbc.acquisition-timeout")
    @Bounds(min = "100ms", max = "10s")
    Optional<Duration> connectionWait();

    @WithName("scheduler.enabled")
    @WithDefault("true")
    boolean jobs();

    @WithName("scheduler.start-mode")
    Optional<String> jobsStart();

    /** How many bytes of a request's headers the codec buffers before the service refuses it. */
    @WithName("http.limits.max-header-size")
    @WithDefault("20K")
    @Bounds(min = "16K", max = "32K")
    MemorySize maxHeaderSize();

    /** The same for the request line, in characters. */
    @WithName("http.limits.max-initial-line-length")
    @WithDefault("4096")
    @Bounds(min = "4096", max = "16384")
    int maxRequestLine();

    /** Requests that may wait for a worker thread; further ones get 503. Without a number, the queue has no limit. */
    @WithName("thread-pool.queue-size")
    @Bounds(min = "0", max = "10000")
    Optional<Integer> workerQueue();

    @Override
    default @Nullable String refusal(boolean production) {
        if (addressForwarding() || proxyProtocol()) {
            return "quarkus.http.proxy.proxy-address-forwarding (QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING) and"
                    + " quarkus.http.proxy.use-proxy-protocol (QUARKUS_HTTP_PROXY_USE_PROXY_PROTOCOL) let every client"
                    + " choose its network address: remove them, and set app.trusted-proxies (APP_TRUSTED_PROXIES) to the"
                    + " addresses of your proxies";
        }
        if (http2()) {
            return "quarkus.http.http2 (QUARKUS_HTTP_HTTP2) must be false: refusals close the connection, which in HTTP/2"
                    + " carries other requests, and rate limits do not count its frames. Offer HTTP/2 at a proxy";
        }
        if (production && accessLog()) {
            return "quarkus.http.access-log.enabled (QUARKUS_HTTP_ACCESS_LOG_ENABLED) must be false: queries contain search"
                    + " terms of users. Log requests at a proxy, without their queries";
        }
        if (domainSocket()) {
            return "quarkus.http.domain-socket-enabled (QUARKUS_HTTP_DOMAIN_SOCKET_ENABLED) must be false: all clients of a"
                    + " socket share one address and its rate limits. Let the proxy connect to a TCP port";
        }
        if (!securityEvents()) {
            return "quarkus.security.events.enabled (QUARKUS_SECURITY_EVENTS_ENABLED) must be true: missing permissions would"
                    + " not be audited";
        }
        if (connectionWait().isEmpty()) {
            return "quarkus.datasource.jdbc.acquisition-timeout (QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT) must be set, such as"
                    + " 5s: otherwise, requests wait without limit";
        }
        if (workerQueue().isEmpty()) {
            return "quarkus.thread-pool.queue-size (QUARKUS_THREAD_POOL_QUEUE_SIZE) must be set, such as 256: otherwise,"
                    + " requests wait without limit";
        }
        boolean starts = jobsStart()
                .map(String::strip)
                .filter(mode -> !STARTING.contains(mode.toLowerCase(Locale.ROOT)))
                .isEmpty();
        if (production && !(jobs() && starts)) {
            return "quarkus.scheduler.enabled (QUARKUS_SCHEDULER_ENABLED) must be true, and quarkus.scheduler.start-mode"
                    + " normal or forced: jobs delete expired data and reload certificates";
        }
        return cors()
                ? "quarkus.http.cors.enabled (QUARKUS_HTTP_CORS_ENABLED) must be false: list the origins in"
                        + " app.cors.origins (APP_CORS_ORIGINS)"
                : null;
    }
}
