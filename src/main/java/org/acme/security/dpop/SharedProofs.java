package org.acme.security.dpop;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.acme.redis.RedisLink;
import org.acme.redis.RedisUse;
import org.acme.security.dpop.Nonces.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the used proofs of all instances in Redis, with one atomic command per use. While Redis is unavailable,
 * each instance remembers its own. During an outage, and after it or a start until all earlier proofs have expired,
 * proofs need a nonce that is issued for this state only, because Redis may lack earlier proofs.
 */
final class SharedProofs implements UsedProofs {

    private static final String PREFIX = "palisade:dpop:";

    private final RedisLink redis;
    private final LocalProofs own;
    private final long recoverySeconds;
    private int losses;
    private long unavailableAt;

    /**
     * @param lifetime maximum age of a proof
     * @param started when this instance started
     */
    SharedProofs(RedisLink redis, LocalProofs own, Duration lifetime, Instant started) {
        this.redis = redis;
        this.own = own;
        this.recoverySeconds = lifetime.plus(Proof.SKEW).toSeconds();
        this.unavailableAt = started.getEpochSecond();
    }

    /** The command of a use, tried when a connection is opened. */
    static RedisUse redisUse() {
        return new RedisUse(
                "DPoP: all instances share used proofs in Redis",
                "DPoP: each instance remembers used proofs on its own",
                SharedProofs::tryOn);
    }

    private static Future<Response> tryOn(Function<Request, Future<Response>> connection) {
        return connection.apply(set("trial", 1));
    }

    /** Sets a key that does not exist; the response is null when it exists. */
    private static Request set(String id, long seconds) {
        return Request.cmd(Command.SET)
                .arg(PREFIX + id)
                .arg("")
                .arg("NX")
                .arg("EX")
                .arg(seconds);
    }

    @Override
    public synchronized @Nullable Purpose requiredNonce(long now) {
        boolean up = redis.isUp();
        if (!up || losses != redis.losses()) {
            losses = redis.losses();
            unavailableAt = now;
        }
        if (!up) {
            return Purpose.ALONE;
        }
        return now - unavailableAt <= recoverySeconds ? Purpose.RECOVERING : null;
    }

    /**
     * A proof that was verified while another nonce was required may have been used where this instance does not see
     * it. Those with a nonce of a recovery are used in Redis only.
     */
    @Override
    public Future<Use> use(AcceptedProof proof, long now) {
        Purpose requiredNonce = requiredNonce(now);
        boolean usual = isUsual(requiredNonce)
                && (isUsual(proof.requiredNonce()) || proof.requiredNonce() == Purpose.RECOVERING);
        if (!usual && requiredNonce != proof.requiredNonce()) {
            return Future.succeededFuture(Use.NEEDS_NONCE);
        }
        return requiredNonce == Purpose.ALONE ? own.use(proof, now) : shared(proof, now);
    }

    private static boolean isUsual(@Nullable Purpose requiredNonce) {
        return requiredNonce == null || requiredNonce == Purpose.ROUTINE;
    }

    /** The clocks of instances differ, so that another instance may accept the proof for longer. */
    private Future<Use> shared(AcceptedProof proof, long now) {
        long seconds = Math.max(0, proof.until() - now) + 1 + Proof.SKEW.toSeconds();
        return redis.send(set(proof.id().text(), seconds))
                .map(response -> response == null ? Use.REPLAYED : Use.ACCEPTED)
                .otherwise(Use.NEEDS_NONCE);
    }
}
