package org.acme.security.outbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.acme.security.outbound.address.Lookups;
import org.acme.security.outbound.address.PublicAddresses;
import org.jspecify.annotations.Nullable;

/** Decides whether a user's URL may be called, and at which address. */
@Singleton
public record UrlGuard(OutboundConfig config, Lookups lookups, MeterRegistry metrics) implements MeterBinder {

    private static final String METRIC = "palisade.outbound.refusals";

    /**
     * Checks the URL of a user, including the addresses of its name; blocks during the lookup. {@link SafeCalls#post}
     * checks again, because names can change their addresses.
     *
     * @throws UrlRefused with the reason
     * @throws LookupsBusy when the name cannot be looked up now
     */
    public SafeUrl check(UUID user, String url) {
        try {
            return destination(url, name -> lookups.addressesToCheck(user, name))
                    .join()
                    .url();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UrlRefused || e.getCause() instanceof LookupsBusy
                    ? (RuntimeException) e.getCause()
                    : e;
        }
    }

    /** Resolves the name once. Every address must be public; the call uses the first. */
    CompletableFuture<Destination> destination(UUID user, String text) {
        return destination(text, name -> lookups.addresses(user, name));
    }

    private CompletableFuture<Destination> destination(
            String text, Function<String, CompletableFuture<List<InetAddress>>> lookup) {
        SafeUrl url = read(text);
        return url.literal()
                .map(address -> CompletableFuture.completedFuture(List.of(address)))
                .orElseGet(() -> lookup.apply(url.host()))
                .thenApply(addresses -> {
                    addresses.forEach(this::requirePublic);
                    return new Destination(url, addresses.get(0));
                })
                .whenComplete((checked, failure) -> count(failure));
    }

    /** Registers a counter for each reason at startup, so that the first refusal shows as an increase from zero. */
    @Override
    public void bindTo(MeterRegistry registry) {
        for (UrlRefusal reason : UrlRefusal.values()) {
            registry.counter(METRIC, "reason", reason.label());
        }
    }

    private void count(UrlRefused refused) {
        metrics.counter(METRIC, "reason", refused.reason().label()).increment();
    }

    private void count(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof UrlRefused refused) {
            count(refused);
        }
    }

    SafeUrl read(String text) {
        try {
            return allowed(text);
        } catch (UrlRefused e) {
            count(e);
            throw e;
        }
    }

    private SafeUrl allowed(String text) {
        SafeUrl url = SafeUrl.parse(text);
        require(config.schemes().contains(OutboundConfig.Scheme.of(url)), UrlRefusal.SCHEME);
        require(config.ports().contains(url.port()), UrlRefusal.PORT);
        require(isListed(url.host()), UrlRefusal.HOST_NOT_LISTED);
        url.literal().ifPresent(this::requirePublic);
        return url;
    }

    private boolean isListed(String host) {
        return config.hosts().map((Set<String> hosts) -> hosts.contains(host)).orElse(true);
    }

    private void requirePublic(InetAddress address) {
        require(
                PublicAddresses.contain(address)
                        || config.testNetworks().orElse(List.of()).stream()
                                .anyMatch(network -> network.contains(address)),
                UrlRefusal.ADDRESS_NOT_PUBLIC);
    }

    private static void require(boolean condition, UrlRefusal otherwise) {
        if (!condition) {
            throw new UrlRefused(otherwise);
        }
    }
}
