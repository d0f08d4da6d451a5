package org.acme.security.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acme.security.outbound.CallFailed;
import org.acme.security.outbound.OutboundResponse;
import org.acme.security.outbound.Upstream;
import org.acme.security.outbound.Upstreams;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of the issuer, whose location the discovery document names (OpenID Connect Discovery 1.0, section 4).
 * Only the configured host is called: a discovery document cannot lead to another one.
 */
@Singleton
class KeySource {

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String TLS = "issuer";
    private static final Map<String, String> HEADERS = Map.of("Accept", "application/json");

    /** Origin and absolute path, without characters that URL parsers could read in two ways. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?<origin>https?://[A-Za-z0-9.:\\[\\]-]{1,260})/(?:[A-Za-z0-9._~!$&'()*+,;=:/?-]|%[0-9A-Fa-f]{2}){0,1000}");

    private final IssuerConfig config;
    private final @Nullable Upstream upstream;

    KeySource(IssuerConfig config, IssuerCallsConfig calls, Upstreams upstreams) {
        this.config = config;
        this.upstream = config.mode().isExternal() ? upstreams.at(origin(start()), calls.limits(), TLS) : null;
    }

    private URI start() {
        return URI.create(config.jwksUrl().or(config::url).orElseThrow());
    }

    /**
     * Reads the current keys; blocks, so never call it on an event loop.
     *
     * @throws CallFailed when the issuer does not respond within the limits
     * @throws InvalidIssuerResponse when its response is not usable
     */
    @WithSpan(value = "issuer.read-keys", kind = SpanKind.CLIENT)
    KeySet read() {
        URI keys = config.jwksUrl().map(URI::create).orElseGet(this::discovered);
        return KeySet.of(IssuerJson.object(get(target(keys))), config.algorithms());
    }

    private URI discovered() {
        String issuer = config.url().orElseThrow();
        JsonNode document = IssuerJson.object(get(target(URI.create(issuer)).replaceAll("/$", "") + DISCOVERY));
        if (!issuer.equals(document.path("issuer").textValue())) {
            throw new InvalidIssuerResponse("the discovery document belongs to another issuer than app.issuer.url");
        }
        Matcher keys = PLAIN.matcher(document.path("jwks_uri").asText());
        if (!keys.matches() || !keys.group("origin").equals(origin(start()).toString())) {
            throw new InvalidIssuerResponse(
                    "jwks_uri is not on the host of app.issuer.url; set app.issuer.jwks-url (APP_ISSUER_JWKS_URL)");
        }
        return URI.create(keys.group());
    }

    private OutboundResponse get(String target) {
        return Objects.requireNonNull(upstream).get(target, HEADERS);
    }

    private static String target(URI url) {
        return url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    }

    private static URI origin(URI url) {
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }

    @PreDestroy
    void close() {
        if (upstream != null) {
            upstream.close();
        }
    }
}
