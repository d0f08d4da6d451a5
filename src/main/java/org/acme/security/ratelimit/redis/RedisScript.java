package org.acme.security.ratelimit.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.acme.redis.RedisUse;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Policy;
import org.acme.security.ratelimit.window.Hit;
import org.acme.shared.Digests;

/**
 * Windows in Redis or Valkey: a list of admission times per key. One atomic script decides and updates, with Redis'
 * clock. A list expires with its last admission.
 */
final class RedisScript {

    /**
     * Takes the maximum and the window for each key; returns microseconds. When the clock is set back, time stands
     * still, and a list lasts no longer than its window after a refusal.
     */
    static final String TEXT = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            for i, key in ipairs(KEYS) do
              now = math.max(now, tonumber(redis.call('LINDEX', key, -1) or 0))
            end
            local admitted = 1
            for i, key in ipairs(KEYS) do
              local oldest = redis.call('LINDEX', key, 0)
              while oldest and now - oldest >= tonumber(ARGV[2 * i]) do
                redis.call('LPOP', key)
                oldest = redis.call('LINDEX', key, 0)
              end
              if redis.call('LLEN', key) >= tonumber(ARGV[2 * i - 1]) then
                admitted = 0
              end
            end
            local reply = {admitted, now}
            for i, key in ipairs(KEYS) do
              local window = tonumber(ARGV[2 * i])
              local millis = math.ceil(window / 1000) + 1
              if admitted == 1 then
                redis.call('RPUSH', key, string.format('%.0f', now))
                redis.call('PEXPIRE', key, millis)
              elseif redis.call('PTTL', key) > millis then
                redis.call('PEXPIRE', key, millis)
              end
              reply[#reply + 1] = redis.call('LLEN', key)
              reply[#reply + 1] = window - (now - (redis.call('LINDEX', key, 0) or now - window))
            end
            return reply
            """;

    static final String PREFIX = "palisade:rate-limit:";

    private static final String SHA = sha(TEXT);

    private RedisScript() {}

    static Future<Response> tryOn(Function<Request, Future<Response>> redis) {
        Hit trial = new Hit(new Policy(0, "trial", 1, 1_000_000, Per.OPERATION), "");
        return redis.apply(Request.cmd(Command.SCRIPT).arg("LOAD").arg(TEXT))
                .compose(loaded -> run(redis, List.of("trial"), trial));
    }

    /**
     * Decides on all hits in one round trip, or in two when Redis has lost the script.
     *
     * @param keys of the hits, in their order
     */
    static Future<Response> run(Function<Request, Future<Response>> redis, List<String> keys, Hit... hits) {
        return redis.apply(call(Command.EVALSHA, SHA, keys, hits))
                .recover(failure -> RedisUse.isForgotten(failure)
                        ? redis.apply(call(Command.EVAL, TEXT, keys, hits))
                        : Future.failedFuture(failure));
    }

    /** Reverts an admission: removes its time from the list of a key. */
    static Request takeBack(String key, String time) {
        return Request.cmd(Command.LREM).arg(PREFIX + key).arg(-1).arg(time);
    }

    private static Request call(Command command, String script, List<String> keys, Hit... hits) {
        Request request = Request.cmd(command).arg(script).arg(hits.length);
        keys.forEach(key -> request.arg(PREFIX + key));
        for (Hit hit : hits) {
            request.arg(hit.policy.max()).arg(hit.policy.nanos() / 1_000);
        }
        return request;
    }

    private static String sha(String text) {
        return HexFormat.of().formatHex(Digests.sha1(text));
    }
}
