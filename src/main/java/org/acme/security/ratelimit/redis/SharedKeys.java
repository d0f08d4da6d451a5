package org.acme.security.ratelimit.redis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.acme.security.crypto.Pseudonyms;
import org.acme.security.ratelimit.window.Hit;
import org.acme.security.ratelimit.window.Ipv6Network;

/**
 * Names the windows in Redis, with pseudonyms. The address, the caller or the key from the body is the hash tag, so
 * that Redis Cluster stores all windows of it in one slot, where one script can decide on them (Redis Cluster
 * specification, hash tags). An IPv6 /64 is in the slot of its /48.
 */
record SharedKeys(Pseudonyms pseudonyms) {

    private static final Comparator<Hit> ADDRESS_FIRST = Comparator.comparing(hit -> hit.policy.per());

    List<String> of(Hit... hits) {
        return Stream.of(hits).map(this::of).toList();
    }

    private String of(Hit hit) {
        String windows = "{" + pseudonyms.of("rate-limit", hashTag(hit).toString()) + "}:" + hit.policy.name();
        return hit.key.equals(hashTag(hit))
                ? windows
                : windows + ":" + pseudonyms.of("rate-limit/network", hit.key.toString());
    }

    private static Object hashTag(Hit hit) {
        return hit.key instanceof Ipv6Network network ? network.site() : hit.key;
    }

    /**
     * Groups hits by hash tag: the address, then the caller, then the key from the body. A request whose address is
     * refused thus never affects the window of the account that it names.
     */
    static List<Hit[]> byHashTag(Hit... hits) {
        Map<Object, List<Hit>> parts = new LinkedHashMap<>();
        Stream.of(hits).sorted(ADDRESS_FIRST).forEach(hit -> parts.computeIfAbsent(
                        hashTag(hit), ignored -> new ArrayList<>())
                .add(hit));
        return parts.values().stream().map(part -> part.toArray(Hit[]::new)).toList();
    }
}
