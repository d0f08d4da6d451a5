package org.acme.security.outbound;

import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.acme.security.outbound.address.Lookups;
import org.acme.security.outbound.exchange.BoundedExchange;
import org.acme.security.outbound.exchange.TimedWait;

/** A configured service, which may have an internal address. The phases of a call have limits, as for URLs of users. */
public final class Upstream implements AutoCloseable {

    private static final byte[] NOTHING = {};

    private final URI base;
    private final Limits limits;
    private final Lookups lookups;
    private final BoundedExchange exchange;

    Upstream(URI base, Limits limits, Lookups lookups, BoundedExchange exchange) {
        this.base = base;
        this.limits = limits;
        this.lookups = lookups;
        this.exchange = exchange;
    }

    /**
     * Sends a GET and blocks, so never call it on an event loop. Redirects are returned, not followed.
     *
     * @param path below the base URL; never from user input
     * @throws CallFailed when there is no response within the limits
     */
    public OutboundResponse get(String path, Map<String, String> headers) {
        SafeUrl url = url(path);
        try {
            return TimedWait.await(
                    addresses(url)
                            .thenCompose(found -> exchange.start(
                                    new Destination(url, found.get(0)), HttpMethod.GET, headers, NOTHING)),
                    limits.total());
        } catch (UrlRefused | LookupsBusy e) {
            throw CallFailed.of(e);
        }
    }

    /** Whether a setting is a base URL without credentials, query and fragment. Production requires {@code https}. */
    public static boolean isBase(URI url, boolean production) {
        boolean scheme = "https".equals(url.getScheme()) || !production && "http".equals(url.getScheme());
        return scheme
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    private SafeUrl url(String path) {
        int usual = base.getScheme().equals("https") ? 443 : 80;
        int port = base.getPort() < 0 ? usual : base.getPort();
        String host = base.getHost().replaceAll("[\\[\\]]", "");
        return new SafeUrl(base.getScheme(), host, port, base.getRawPath().replaceAll("/$", "") + path);
    }

    private CompletableFuture<List<InetAddress>> addresses(SafeUrl url) {
        return url.literal()
                .map(address -> CompletableFuture.completedFuture(List.of(address)))
                .orElseGet(() -> lookups.addresses(url.host()));
    }

    @Override
    public void close() {
        exchange.close();
    }
}
