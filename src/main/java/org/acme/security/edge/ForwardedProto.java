package org.acme.security.edge;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the protocols that proxies report, of all hops together. A single one other than {@code https} makes the
 * request unencrypted, so a client that adds a value can only harm itself.
 */
final class ForwardedProto {

    /** RFC 7239, section 5.4. */
    private static final Pattern PAIR = Pattern.compile("(?i)(?:^|[;,])\\s*proto\\s*=\\s*\"?([^\";,]*)");

    private ForwardedProto() {}

    static List<String> of(MultiMap headers) {
        Stream<String> listed =
                headers.getAll("X-Forwarded-Proto").stream().flatMap(line -> Stream.of(line.split(",")));
        Stream<String> paired = headers.getAll("Forwarded").stream()
                .flatMap(line -> PAIR.matcher(line).results().map((MatchResult pair) -> pair.group(1)));
        return Stream.concat(listed, paired).map(String::strip).toList();
    }
}
