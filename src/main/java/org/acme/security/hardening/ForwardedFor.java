package org.acme.security.hardening;

import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What proxies say of whom they forward for, the nearest last. It is read from its end, where the proxies that we trust
 * wrote, so that nothing a client put in front can matter. A trusted proxy writes no commas within quotes; a client
 * that does gains nothing.
 */
final class ForwardedFor {

    private static final Pattern PAIR = Pattern.compile("(?i)\\s*for\\s*=\\s*\"?([^\"]*)\"?\\s*");

    /** An address, IPv6 perhaps in brackets, with or without a port. */
    private static final Pattern NODE = Pattern.compile("\\[([^\\]]+)](?::\\d+)?|([^:]+)(?::\\d+)?|(.+)");

    private ForwardedFor() {}

    /** The right-most address that is not trusted; {@code peer} where there is none, or nonsense instead. */
    static InetAddress xForwardedFor(MultiMap headers, InetAddress peer, Predicate<InetAddress> trusted) {
        return client(headers.getAll("X-Forwarded-For"), ForwardedFor::node, peer, trusted);
    }

    /** The same by RFC 7239. */
    static InetAddress forwarded(MultiMap headers, InetAddress peer, Predicate<InetAddress> trusted) {
        return client(headers.getAll("Forwarded"), ForwardedFor::element, peer, trusted);
    }

    private static InetAddress client(
            List<String> lines,
            Function<String, InetAddress> reader,
            InetAddress peer,
            Predicate<InetAddress> trusted) {
        String rest = String.join(",", lines);
        InetAddress client = peer;
        while (trusted.test(client) && !rest.isEmpty()) {
            int comma = rest.lastIndexOf(',');
            InetAddress next = reader.apply(rest.substring(comma + 1));
            if (next == null) {
                return client;
            }
            client = next;
            rest = comma < 0 ? "" : rest.substring(0, comma);
        }
        return client;
    }

    private static InetAddress element(String text) {
        InetAddress found = null;
        for (String pair : text.split(";")) {
            Matcher matcher = PAIR.matcher(pair);
            if (matcher.matches()) {
                if (found != null) {
                    return null;
                }
                found = node(matcher.group(1));
            }
        }
        return found;
    }

    private static InetAddress node(String text) {
        Matcher node = NODE.matcher(text.strip());
        if (!node.matches()) {
            return null;
        }
        for (int group = 1; group <= node.groupCount(); group++) {
            if (node.group(group) != null) {
                return Network.literal(node.group(group));
            }
        }
        return null;
    }
}
