package org.acme.security.ratelimit.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.acme.security.ratelimit.window.Hit;

/**
 * Decides on the hits of a request in Redis. A single Redis decides on all in one script. Redis Cluster runs a script
 * in one slot only, so the hits of each hash tag are decided by its own script, in sequence, and a refusal reverts the
 * earlier admissions. No window ever exceeds its limit. Until an admission is reverted, another request may be refused
 * because of it.
 */
record SharedDecision(Function<Request, Future<Response>> redis, SharedKeys keys, boolean cluster) {

    /** Admits all hits, or refuses and counts none. The hits contain the decisions of the scripts that ran. */
    Future<Boolean> on(Hit... hits) {
        return decide(cluster ? SharedKeys.byHashTag(hits) : List.<Hit[]>of(hits));
    }

    private Future<Boolean> decide(List<Hit[]> parts) {
        if (parts.isEmpty()) {
            return Future.succeededFuture(true);
        }
        Hit[] part = parts.get(0);
        List<String> names = keys.of(part);
        return RedisScript.run(redis, names, part)
                .compose(reply -> writeDecisions(reply, part)
                        ? decide(parts.subList(1, parts.size()))
                                .compose(admitted -> takeBackIfRefused(admitted, names, reply))
                        : Future.succeededFuture(false));
    }

    private Future<Boolean> takeBackIfRefused(boolean admitted, List<String> names, Response reply) {
        if (admitted) {
            return Future.succeededFuture(true);
        }
        String time = reply.get(1).toString();
        return Future.join(names.stream()
                        .map(name -> redis.apply(RedisScript.takeBack(name, time)))
                        .toList())
                .map(false)
                .otherwise(false);
    }

    private static boolean writeDecisions(Response reply, Hit... hits) {
        boolean admitted = reply.get(0).toInteger() == 1;
        for (int i = 0; i < hits.length; i++) {
            int count = reply.get(2 + 2 * i).toInteger();
            long untilNext = TimeUnit.MICROSECONDS.toNanos(reply.get(3 + 2 * i).toLong());
            if (!admitted && count >= hits[i].policy.max()) {
                hits[i].refuse(untilNext);
            } else {
                hits[i].admit(hits[i].policy.max() - count, untilNext);
            }
        }
        return admitted;
    }
}
