package org.acme.security.ratelimit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.acme.security.crypto.Pseudonyms;

/**
 * Names the windows in Redis, with pseudonyms. The subject is the hash tag, so that Redis Cluster stores all windows of
 * a subject in one slot, where one script can decide on them (Redis Cluster specification, hash tags). An IPv6 /64 is
 * in the slot of its /48.
 */
final class SharedKeys {

    private static final Comparator<Claim> BY_SUBJECT = Comparator.comparing(claim -> claim.policy.per());

    private final Pseudonyms pseudonyms;

    SharedKeys(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    List<String> of(Claim... claims) {
        return Stream.of(claims).map(this::of).toList();
    }

    private String of(Claim claim) {
        String windows = "{" + pseudonyms.of("rate-limit", subject(claim).toString()) + "}:" + claim.policy.name();
        return claim.key.equals(subject(claim))
                ? windows
                : windows + ":" + pseudonyms.of("rate-limit/network", claim.key.toString());
    }

    private static Object subject(Claim claim) {
        return claim.key instanceof Ipv6Network network ? network.site() : claim.key;
    }

    /**
     * Groups claims by subject: the address, then the caller, then the key from the body. A request whose address is
     * refused thus never affects the window of the account that it names.
     */
    static List<Claim[]> bySubject(Claim... claims) {
        Map<Object, List<Claim>> parts = new LinkedHashMap<>();
        Stream.of(claims).sorted(BY_SUBJECT).forEach(claim -> parts.computeIfAbsent(
                        subject(claim), any -> new ArrayList<>())
                .add(claim));
        return parts.values().stream().map(part -> part.toArray(Claim[]::new)).toList();
    }
}
