package org.acme.security.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acme.shared.AddressBlock;
import org.jspecify.annotations.Nullable;

/**
 * Determines whether a request was encrypted on every known hop. For the hops before a trusted proxy, its headers
 * count; headers from any other sender are ignored.
 */
@Singleton
public record RequestEncryption(ClientAddress clients) {

    private static final String KEY = RequestEncryption.class.getName();

    /** RFC 7239, section 5.4. */
    private static final Pattern PROTO = Pattern.compile("(?i)(?:^|[;,])\\s*proto\\s*=\\s*\"?([^\";,]*)");

    /** Computed once per request. */
    public State of(RoutingContext ctx) {
        State known = ctx.get(KEY);
        if (known == null) {
            SocketAddress peer = ctx.request().remoteAddress();
            known = of(
                    ctx.request().isSSL(),
                    peer == null ? null : peer.hostAddress(),
                    ctx.request().headers());
            ctx.put(KEY, known);
        }
        return known;
    }

    public State of(boolean tls, @Nullable String connected, MultiMap headers) {
        if (!clients.trustsAnyProxy()) {
            return tls ? State.ENCRYPTED : State.UNKNOWN;
        }
        InetAddress peer = connected == null ? null : AddressBlock.literal(connected);
        List<String> reported = clients.trusts(peer) ? reported(headers) : List.of();
        if (!reported.isEmpty()) {
            return reported.stream().allMatch("https"::equalsIgnoreCase) ? State.ENCRYPTED : State.UNENCRYPTED;
        }
        if (tls) {
            return State.ENCRYPTED;
        }
        boolean fromUntrustedHost = peer != null && !clients.trusts(peer) && !peer.isLoopbackAddress();
        return fromUntrustedHost ? State.UNENCRYPTED : State.UNKNOWN;
    }

    /**
     * The protocols that proxies report, of all hops together. A single one other than {@code https} makes the request
     * unencrypted, so a client that adds a value can only harm itself.
     */
    private static List<String> reported(MultiMap headers) {
        Stream<String> listed =
                headers.getAll("X-Forwarded-Proto").stream().flatMap(line -> Stream.of(line.split(",")));
        Stream<String> paired = headers.getAll("Forwarded").stream()
                .flatMap(line -> PROTO.matcher(line).results().map((MatchResult pair) -> pair.group(1)));
        return Stream.concat(listed, paired).map(String::strip).toList();
    }

    public enum State {
        ENCRYPTED,

        /** At least one hop was unencrypted. */
        UNENCRYPTED,

        /** Over loopback, from a proxy that reports nothing, or without configured proxies. */
        UNKNOWN
    }
}
