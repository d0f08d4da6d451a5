package org.acme.security.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.acme.fixture.Eventually;
import org.acme.fixture.RealRedis;
import org.acme.fixture.SecondThread;
import org.acme.redis.RedisLink;
import org.acme.security.dpop.Nonces.Purpose;
import org.acme.security.dpop.UsedProofs.Use;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Used proofs of three instances in one Redis, which can be lost. */
@SecondThread
class SharedProofsTest {

    private static final long NOW = 1_800_000_000;
    private static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final long RECOVERED = NOW + LIFETIME.toSeconds() + Proof.SKEW.toSeconds() + 1;
    private static final Instant LONG_AGO = Instant.EPOCH;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final List<RedisLink> links = new ArrayList<>();
    private final List<SharedProofs> instances = new ArrayList<>();
    private RealRedis redis;

    @BeforeEach
    void startInstances() throws IOException {
        redis = RealRedis.started();
        for (int i = 0; i < 3; i++) {
            RedisLink link = linkTo(redis);
            links.add(link);
            instances.add(new SharedProofs(link, new LocalProofs(1_000), LIFETIME, LONG_AGO));
        }
    }

    private RedisLink linkTo(RealRedis server) {
        RedisLink link = new RedisLink(
                vertx, Redis.createClient(vertx, server.url()), Duration.ofSeconds(2), SharedProofs.redisUse());
        link.start();
        return link;
    }

    @AfterEach
    void stopAll() throws IOException {
        links.forEach(RedisLink::stop);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.close();
    }

    private static AcceptedProof proof(int id, @Nullable Purpose requiredNonce) {
        return new AcceptedProof("key", new ProofId(id, id), NOW + 30, requiredNonce);
    }

    private static Use use(SharedProofs instance, AcceptedProof proof, long now) {
        return instance.use(proof, now)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void await(boolean up) {
        Eventually.within(LONGEST_WAIT, () -> assertThat(links).allMatch(link -> link.isUp() == up));
    }

    @Test
    void three_instances_accept_each_of_a_thousand_proofs_once_of_two_thousand_concurrent_uses() {
        List<Use> uses = IntStream.range(0, 2_000)
                .boxed()
                .flatMap(i -> Stream.of(instances.get(i % 3).use(proof(i / 2, null), NOW)))
                .toList()
                .stream()
                .map(use -> use.toCompletionStage().toCompletableFuture().join())
                .toList();
        assertThat(uses).filteredOn(Use.ACCEPTED::equals).hasSize(1_000);
        assertThat(uses).filteredOn(Use.REPLAYED::equals).hasSize(1_000);
    }

    @Test
    void key_in_redis_lives_longer_than_any_instance_accepts_the_proof() {
        use(instances.get(0), proof(1, null), NOW);
        String key = redis.keys().stream()
                .filter(name -> !name.endsWith("trial"))
                .findFirst()
                .orElseThrow();
        assertThat(key).startsWith("palisade:dpop:");
        assertThat(redis.millisToLive(key)).isBetween(55_000L, 61_000L);
    }

    @Test
    void instance_without_redis_accepts_a_proof_once_and_only_with_a_new_nonce() throws IOException {
        redis.kill();
        await(false);
        for (SharedProofs instance : instances) {
            assertThat(instance.requiredNonce(NOW)).isEqualTo(Purpose.ALONE);
            assertThat(use(instance, proof(1, null), NOW)).isEqualTo(Use.NEEDS_NONCE);
            assertThat(use(instance, proof(1, Purpose.ALONE), NOW)).isEqualTo(Use.ACCEPTED);
            assertThat(use(instance, proof(1, Purpose.ALONE), NOW)).isEqualTo(Use.REPLAYED);
        }
    }

    @Test
    void proof_from_before_or_during_an_outage_is_refused_after_it() throws IOException {
        assertThat(use(instances.get(0), proof(1, null), NOW)).isEqualTo(Use.ACCEPTED);
        redis.kill();
        await(false);
        redis.start();
        await(true);
        for (SharedProofs instance : instances) {
            assertThat(instance.requiredNonce(NOW)).isEqualTo(Purpose.RECOVERING);
            assertThat(use(instance, proof(1, null), NOW)).isEqualTo(Use.NEEDS_NONCE);
            assertThat(use(instance, proof(2, Purpose.ALONE), NOW)).isEqualTo(Use.NEEDS_NONCE);
        }
        assertThat(use(instances.get(0), proof(3, Purpose.RECOVERING), NOW)).isEqualTo(Use.ACCEPTED);
        assertThat(use(instances.get(1), proof(3, Purpose.RECOVERING), NOW)).isEqualTo(Use.REPLAYED);
        assertThat(instances.get(0).requiredNonce(RECOVERED)).isNull();
    }

    @Test
    void proof_accepted_during_an_outage_is_refused_in_the_next_outage() throws IOException {
        redis.kill();
        await(false);
        assertThat(use(instances.get(0), proof(1, Purpose.ALONE), NOW)).isEqualTo(Use.ACCEPTED);
        redis.start();
        await(true);
        redis.kill();
        await(false);
        assertThat(use(instances.get(0), proof(1, Purpose.ALONE), NOW)).isEqualTo(Use.REPLAYED);
    }

    /** Redis may have restarted, too, and lost what earlier instances accepted. */
    @Test
    void proof_from_before_the_start_of_an_instance_is_refused_by_it() {
        SharedProofs fresh =
                new SharedProofs(links.get(0), new LocalProofs(1_000), LIFETIME, Instant.ofEpochSecond(NOW));
        assertThat(use(fresh, proof(1, null), NOW)).isEqualTo(Use.NEEDS_NONCE);
        assertThat(use(fresh, proof(2, Purpose.RECOVERING), NOW)).isEqualTo(Use.ACCEPTED);
        assertThat(fresh.requiredNonce(RECOVERED)).isNull();
    }

    /** Between the verification of a proof and its use, a password is hashed. */
    @Test
    void proof_that_is_used_after_the_end_of_the_recovery_is_accepted_once() {
        SharedProofs fresh =
                new SharedProofs(links.get(0), new LocalProofs(1_000), LIFETIME, Instant.ofEpochSecond(NOW));
        assertThat(fresh.requiredNonce(RECOVERED - 1)).isEqualTo(Purpose.RECOVERING);
        assertThat(use(fresh, proof(1, Purpose.RECOVERING), RECOVERED)).isEqualTo(Use.ACCEPTED);
        assertThat(use(fresh, proof(1, Purpose.RECOVERING), RECOVERED)).isEqualTo(Use.REPLAYED);
        assertThat(use(instances.get(1), proof(1, Purpose.RECOVERING), RECOVERED))
                .isEqualTo(Use.REPLAYED);
        assertThat(use(fresh, proof(2, Purpose.ALONE), RECOVERED)).isEqualTo(Use.NEEDS_NONCE);
    }

    @Test
    void proof_whose_use_redis_does_not_confirm_is_not_accepted() {
        redis.pause(3_000);
        assertThat(use(instances.get(0), proof(1, null), NOW)).isEqualTo(Use.NEEDS_NONCE);
    }

    /**
     * Redis would forget used proofs early. One that does not tell is trusted: services of providers refuse commands.
     */
    @ParameterizedTest
    @CsvSource({
        "maxmemory-policy noeviction, true",
        "maxmemory-policy volatile-ttl, false",
        "maxmemory-policy allkeys-lru, false",
        "rename-command INFO nothing, true"
    })
    void redis_that_may_evict_used_proofs_counts_as_unavailable(String setting, boolean available) throws IOException {
        try (RealRedis other = RealRedis.started(setting)) {
            RedisLink link = linkTo(other);
            links.add(link);
            assertThat(link.isUp()).isEqualTo(available);
            SharedProofs instance = new SharedProofs(link, new LocalProofs(1_000), LIFETIME, LONG_AGO);
            assertThat(instance.requiredNonce(NOW) == Purpose.ALONE).isEqualTo(!available);
        }
    }
}
