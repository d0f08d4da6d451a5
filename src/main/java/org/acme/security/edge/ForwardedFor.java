package org.acme.security.edge;

import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acme.shared.AddressBlock;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code X-Forwarded-For} and {@code Forwarded} from the right, where the trusted proxies append, so that values
 * from the client have no effect. Quoted commas are not supported: trusted proxies write none, and a client gains
 * nothing from one.
 */
final class ForwardedFor {

    /** Possessive, because backtracking would take cubic time. */
    private static final Pattern PAIR = Pattern.compile("(?i)\\s*+for\\s*+=\\s*+\"?+([^\"]*+)\"?+\\s*+");

    /** An IP address, with optional brackets for IPv6 and an optional port. */
    private static final Pattern NODE = Pattern.compile("\\[([^\\]]+)](?::\\d+)?|([^:]+)(?::\\d+)?|(.+)");

    private ForwardedFor() {}

    /**
     * The right-most untrusted address. When the header ends or is malformed before one, the last address that was
     * read: a trusted proxy, or {@code peer}.
     */
    static InetAddress xForwardedFor(MultiMap headers, InetAddress peer, Predicate<InetAddress> trusted) {
        return client(headers.getAll("X-Forwarded-For"), ForwardedFor::node, peer, trusted);
    }

    /** As {@link #xForwardedFor}, for {@code Forwarded} (RFC 7239). */
    static InetAddress forwarded(MultiMap headers, InetAddress peer, Predicate<InetAddress> trusted) {
        return client(headers.getAll("Forwarded"), ForwardedFor::element, peer, trusted);
    }

    private static InetAddress client(
            List<String> lines,
            Function<String, InetAddress> reader,
            InetAddress peer,
            Predicate<InetAddress> trusted) {
        String list = String.join(",", lines);
        InetAddress client = peer;
        int end = list.length();
        while (end > 0 && trusted.test(client)) {
            int comma = list.lastIndexOf(',', end - 1);
            InetAddress next = reader.apply(list.substring(comma + 1, end));
            if (next == null) {
                return client;
            }
            client = next;
            end = comma;
        }
        return client;
    }

    private static @Nullable InetAddress element(String text) {
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

    private static @Nullable InetAddress node(String text) {
        Matcher node = NODE.matcher(text.strip());
        if (!node.matches()) {
            return null;
        }
        for (int group = 1; group <= node.groupCount(); group++) {
            if (node.group(group) != null) {
                return AddressBlock.literal(node.group(group));
            }
        }
        return null;
    }
}
