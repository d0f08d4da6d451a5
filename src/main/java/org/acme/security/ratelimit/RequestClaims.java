package org.acme.security.ratelimit;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Collects the claims of one request, from its address to its operation. Synchronized, because a disconnect can end the
 * request while a worker still processes it.
 */
final class RequestClaims {

    private static final String KEY = "org.acme.rate-limit";

    private static final Comparator<Claim> IN_ORDER = Comparator.comparingInt(claim -> claim.policy.index());

    private final List<Claim> address;
    private final List<Claim> undecided = new ArrayList<>();
    private final List<Claim> decided = new ArrayList<>();
    private final List<Claim> ofEarlierOperations = new ArrayList<>();
    private volatile Subject subject;
    private boolean begun;

    /** @param address claims for the address, decided first; the one for the address itself is last */
    RequestClaims(Claim... address) {
        this.address = List.of(address);
        this.subject = new Subject(network(), null);
    }

    void attach(RoutingContext ctx) {
        ctx.put(KEY, this);
    }

    /** Null for requests that are not limited, such as the framework's pages in dev mode. */
    static RequestClaims of(RoutingContext ctx) {
        return ctx.get(KEY);
    }

    Claim[] address() {
        return address.toArray(Claim[]::new);
    }

    /** The key of the network address. */
    Object network() {
        return address.get(address.size() - 1).key;
    }

    void isFor(Subject caller) {
        subject = caller;
    }

    /** Adds a claim, unless the policy has no key for this request. */
    void add(Policy policy, Operation operation, Keyed named) {
        Object key = subject.key(policy, operation, named);
        if (key != null) {
            add(Claim.of(policy, key));
        }
    }

    /** Adds each policy once; a decided policy is not decided again. */
    synchronized void add(Claim... claims) {
        for (Claim claim : claims) {
            if (!isAbout(claim.policy, undecided) && !isAbout(claim.policy, decided)) {
                undecided.add(claim);
            }
        }
    }

    private static boolean isAbout(Policy policy, List<Claim> claims) {
        for (Claim claim : claims) {
            if (claim.policy == policy) {
                return true;
            }
        }
        return false;
    }

    /** Starts an operation. For all but the first, the decisions are made anew. */
    synchronized void beginOperation() {
        if (begun) {
            ofEarlierOperations.addAll(decided);
            decided.clear();
        }
        begun = true;
    }

    synchronized boolean hasUndecided() {
        return !undecided.isEmpty();
    }

    /** Whether nothing but the address was decided. */
    synchronized boolean isFirstDecision() {
        return decided.isEmpty() && ofEarlierOperations.isEmpty();
    }

    /** In the order of locks. */
    synchronized Claim[] undecided() {
        undecided.sort(IN_ORDER);
        return undecided.toArray(new Claim[0]);
    }

    /** Removes and returns the undecided claims. */
    synchronized Claim[] take() {
        Claim[] taken = undecided();
        decided.addAll(undecided);
        undecided.clear();
        return taken;
    }

    /** Claims with a decision. */
    synchronized List<Claim> answered() {
        return Stream.of(address, ofEarlierOperations, decided, undecided)
                .flatMap(List::stream)
                .filter(Claim::isAnswered)
                .toList();
    }

    /** The decided claim that is closest to its limit; null when there is none. Called for every request. */
    synchronized Claim closest() {
        Claim closest = closest(null, address);
        closest = closest(closest, ofEarlierOperations);
        closest = closest(closest, decided);
        return closest(closest, undecided);
    }

    private static Claim closest(Claim so, List<Claim> others) {
        Claim closest = so;
        for (Claim other : others) {
            if (other.isAnswered() && (closest == null || other.isCloserThan(closest))) {
                closest = other;
            }
        }
        return closest;
    }

    /** Refused claims of the current operation. */
    synchronized List<Claim> refused() {
        return Stream.of(address, decided, undecided)
                .flatMap(List::stream)
                .filter(Claim::isAnswered)
                .filter(Claim::isRefused)
                .toList();
    }
}
