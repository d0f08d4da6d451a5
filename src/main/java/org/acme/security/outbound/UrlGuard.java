package org.acme.security.outbound;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Decides whether a URL that a user gave is called, and to which address the call goes. */
@Singleton
public class UrlGuard {

    private final OutboundConfig config;
    private final Lookups lookups;
    private final List<AddressBlock> testNetworks;

    UrlGuard(OutboundConfig config, Lookups lookups) {
        this.config = config;
        this.lookups = lookups;
        this.testNetworks = config.testNetworks().orElse(List.of()).stream()
                .map(AddressBlock::of)
                .toList();
    }

    /**
     * Checks spelling, scheme, port and host, and the address when the host is one. Looks nothing up.
     *
     * @throws UrlRefused with the reason
     */
    public void checkSpelling(String url) {
        read(url);
    }

    /**
     * Checks everything, the addresses of the name included, and waits for these. What passes now can be refused by the
     * next call, which checks again: names change their addresses.
     *
     * @throws UrlRefused with the reason
     */
    public void check(String url) {
        try {
            destination(url).join();
        } catch (CompletionException refused) {
            throw refused.getCause() instanceof UrlRefused reason ? reason : refused;
        }
    }

    /** The name is looked up once; every address must be public, and the first is the one that is called. */
    CompletableFuture<Destination> destination(String text) {
        SafeUrl url = read(text);
        return url.literal()
                .map(address -> CompletableFuture.completedFuture(List.of(address)))
                .orElseGet(() -> lookups.addresses(url.host()))
                .thenApply(addresses -> {
                    addresses.forEach(this::mustBePublic);
                    return new Destination(url, addresses.get(0));
                });
    }

    private SafeUrl read(String text) {
        SafeUrl url = SafeUrl.parse(text);
        must(config.schemes().contains(OutboundConfig.Scheme.of(url)), UrlRefusal.SCHEME);
        must(config.ports().contains(url.port()), UrlRefusal.PORT);
        must(isListed(url.host()), UrlRefusal.HOST_NOT_LISTED);
        url.literal().ifPresent(this::mustBePublic);
        return url;
    }

    private boolean isListed(String host) {
        return config.hosts().map((Set<String> hosts) -> hosts.contains(host)).orElse(true);
    }

    private void mustBePublic(InetAddress address) {
        must(
                PublicAddresses.contain(address)
                        || testNetworks.stream().anyMatch(network -> network.contains(address)),
                UrlRefusal.ADDRESS_NOT_PUBLIC);
    }

    private static void must(boolean condition, UrlRefusal otherwise) {
        if (!condition) {
            throw new UrlRefused(otherwise);
        }
    }
}
