package org.acme.security.ratelimit;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one request asks of the policies that apply to it, gathered on its way from the address to the operation. A
 * client that hangs up may end it while a worker is still about it.
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

    /** @param address decided before the request was looked at; the network address itself comes last */
    RequestClaims(Claim... address) {
        this.address = List.of(address);
        this.subject = new Subject(network(), null);
    }

    void attach(RoutingContext ctx) {
        ctx.put(KEY, this);
    }

    /** Null for what is not limited, such as dev mode's own pages. */
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

    /** Claims what the policy counts, unless there is nothing to count. */
    void add(Policy policy, Operation operation, Keyed named) {
        Object key = subject.key(policy, operation, named);
        if (key != null) {
            add(Claim.of(policy, key));
        }
    }

    /** Once for each policy: what was decided is not decided again. */
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

    /** The first operation is the request itself; what was decided for one is decided anew for the next. */
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

    /** Nothing was decided yet but the address. */
    synchronized boolean isFirstDecision() {
        return decided.isEmpty() && ofEarlierOperations.isEmpty();
    }

    /** In the order in which windows are locked. */
    synchronized Claim[] undecided() {
        undecided.sort(IN_ORDER);
        return undecided.toArray(new Claim[0]);
    }

    /** Hands over what is to be decided, once. */
    synchronized Claim[] take() {
        Claim[] taken = undecided();
        decided.addAll(undecided);
        undecided.clear();
        return taken;
    }

    /** The claims that have an answer. */
    synchronized List<Claim> answered() {
        return Stream.of(address, ofEarlierOperations, decided, undecided)
                .flatMap(List::stream)
                .filter(Claim::isAnswered)
                .toList();
    }

    /** The answered claim whose limit the client is closest to; null when there is none. Asked with every request. */
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

    /** The refusals of the present operation. */
    synchronized List<Claim> refused() {
        return Stream.of(address, decided, undecided)
                .flatMap(List::stream)
                .filter(Claim::isAnswered)
                .filter(Claim::isRefused)
                .toList();
    }
}
