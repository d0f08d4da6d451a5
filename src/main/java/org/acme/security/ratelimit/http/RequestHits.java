package org.acme.security.ratelimit.http;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.acme.security.ratelimit.Keyed;
import org.acme.security.ratelimit.Policy;
import org.acme.security.ratelimit.window.Hit;
import org.jspecify.annotations.Nullable;

/**
 * Collects the hits of one request, from its address to its operation. Synchronized, because a disconnect can end the
 * request while a worker still processes it.
 */
public final class RequestHits {

    private static final String KEY = "org.acme.rate-limit";

    private static final Comparator<Hit> IN_ORDER = Comparator.comparingInt(hit -> hit.policy.index());

    private final List<Hit> address;
    private final List<Hit> undecided = new ArrayList<>();
    private final List<Hit> decided = new ArrayList<>();
    private final List<Hit> ofEarlierOperations = new ArrayList<>();
    private volatile CountedClient client;
    private boolean begun;
    private boolean ended;

    /** @param address hits for the address, decided first; the one for the address itself is last */
    public RequestHits(Hit... address) {
        this.address = List.of(address);
        this.client = new CountedClient(network(), null);
    }

    void attach(RoutingContext ctx) {
        ctx.put(KEY, this);
    }

    /** Null for requests that are not limited, such as the framework's pages in dev mode. */
    static @Nullable RequestHits of(RoutingContext ctx) {
        return ctx.get(KEY);
    }

    public Hit[] address() {
        return address.toArray(Hit[]::new);
    }

    /** The key of the network address. */
    Object network() {
        return address.get(address.size() - 1).key;
    }

    void setClient(CountedClient caller) {
        client = caller;
    }

    /** Adds a hit, unless the policy has no key for this request. */
    public void add(Policy policy, @Nullable Operation operation, @Nullable Keyed named) {
        Object key = client.key(policy, operation, named);
        if (key != null && policy.per().isNamedByTheBody()) {
            add(new Hit(policy, key, network()));
        } else if (key != null) {
            add(Hit.of(policy, key));
        }
    }

    /** Adds each policy once; a decided policy is not decided again. */
    public synchronized void add(Hit... hits) {
        for (Hit hit : hits) {
            if (!isAbout(hit.policy, undecided) && !isAbout(hit.policy, decided)) {
                undecided.add(hit);
            }
        }
    }

    private static boolean isAbout(Policy policy, List<Hit> hits) {
        return hits.stream().anyMatch(hit -> hit.policy == policy);
    }

    /** Starts an operation. For all but the first, the decisions are made anew. */
    public synchronized void beginOperation() {
        if (begun) {
            ofEarlierOperations.addAll(decided);
            decided.clear();
        }
        begun = true;
    }

    /** Ends the request: its operation must not proceed. False when nothing is left to count. */
    synchronized boolean end() {
        ended |= hasUndecided();
        return hasUndecided();
    }

    synchronized boolean isEnded() {
        return ended;
    }

    synchronized boolean hasUndecided() {
        return !undecided.isEmpty();
    }

    /** Whether nothing but the address was decided. */
    public synchronized boolean isFirstDecision() {
        return decided.isEmpty() && ofEarlierOperations.isEmpty();
    }

    /** In the order of locks. */
    public synchronized Hit[] undecided() {
        undecided.sort(IN_ORDER);
        return undecided.toArray(new Hit[0]);
    }

    /** Moves the undecided hits to the decided ones and returns them. The store writes its decisions into them. */
    public synchronized Hit[] takeUndecided() {
        Hit[] taken = undecided();
        decided.addAll(undecided);
        undecided.clear();
        return taken;
    }

    /** The hit that is closest to its limit, of those that may be announced; null when there is none. */
    synchronized @Nullable Hit closest() {
        return Stream.of(address, ofEarlierOperations, decided, undecided)
                .flatMap(List::stream)
                .filter(Hit::isAnnounced)
                .reduce((closest, hit) -> hit.isCloserThan(closest) ? hit : closest)
                .orElse(null);
    }

    /** Refused hits of the current operation. */
    synchronized List<Hit> refused() {
        return Stream.of(address, decided, undecided)
                .flatMap(List::stream)
                .filter(hit -> hit.isDecided() && hit.isRefused())
                .toList();
    }
}
