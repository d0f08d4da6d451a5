package org.acme.security.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.acme.problem.Problem;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords(pool(2, 32), settings(Map.of()));

    private static HashingPool pool(int threads, int queue) {
        PasswordConfig settings = settings(Map.of("hash-threads", "" + threads, "hash-queue", "" + queue));
        return new HashingPool(settings, new SimpleMeterRegistry());
    }

    private static PasswordConfig settings(Map<String, String> values) {
        SmallRyeConfigBuilder settings = new SmallRyeConfigBuilder().withMapping(PasswordConfig.class);
        values.forEach((name, value) -> settings.withDefaultValue("app.password." + name, value));
        return settings.build().getConfigMapping(PasswordConfig.class);
    }

    @Test
    void password_hash_is_argon2id_with_owasp_parameters() {
        assertThat(passwords.hash("correct horse"))
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[\\w+/]{22}\\$[\\w+/]{43}");
    }

    @Test
    void password_hash_takes_the_configured_memory_which_is_never_below_the_default_in_production() {
        PasswordConfig more = settings(Map.of("hash-memory", "20000"));
        String hash = new Passwords(pool(1, 1), more).hash("correct horse");
        assertThat(hash).startsWith("$argon2id$v=19$m=20000,t=2,p=1$");
        assertThat(passwords.isOutdated(hash)).isTrue();
        assertThat(more.refusal(true)).isNull();
        assertThat(settings(Map.of()).refusal(true)).isNull();
        PasswordConfig exhausting = settings(Map.of("hash-memory", "1048576", "hash-threads", "64"));
        assertThat(exhausting.refusal(true)).contains("APP_PASSWORD_HASH_MEMORY", "APP_PASSWORD_HASH_THREADS", "heap");
        PasswordConfig less = settings(Map.of("hash-memory", "19455"));
        assertThat(less.refusal(false)).isNull();
        assertThat(less.refusal(true)).contains("app.password.hash-memory", "19456");
    }

    @Test
    void equal_passwords_have_different_hashes() {
        assertThat(passwords.hash("correct horse")).isNotEqualTo(passwords.hash("correct horse"));
    }

    @Test
    void only_the_right_password_verifies() {
        String hash = passwords.hash("correct horse");
        assertThat(passwords.verify("correct horse", hash)).isTrue();
        assertThat(passwords.verify("correct horse ", hash)).isFalse();
        assertThat(passwords.verify("Correct horse", hash)).isFalse();
        assertThat(passwords.verify("", hash)).isFalse();
    }

    @Test
    void password_hash_with_older_parameters_still_verifies() {
        // In the format of password4j, which the first version stored.
        String older =
                "$argon2id$v=19$m=8192,t=1,p=1$fF4Nfzy2F9OL8bH2RB188A$DHQHwxzYfK7hS9KLYILAYe3ih6plJSSA7QiwwJi2ApQ";
        assertThat(passwords.verify("correct horse", older)).isTrue();
        assertThat(passwords.isOutdated(older)).isTrue();
        assertThat(passwords.isOutdated(passwords.hash("correct horse"))).isFalse();
    }

    @Test
    void unknown_account_never_verifies_a_password() {
        assertThat(passwords.verifyUnknownAccount("")).isFalse();
    }

    @Test
    void equivalent_unicode_forms_are_the_same_password() {
        String hash = passwords.hash("caf\u00e9 au lait");
        assertThat(passwords.verify("cafe\u0301 au lait", hash)).isTrue();
    }

    @Test
    void full_hashing_queue_gets_503_with_retry_after() throws Exception {
        HashingPool small = pool(1, 1);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        BlockingQueue<Problem> refusals = new LinkedBlockingQueue<>();
        ExecutorService clients = Executors.newCachedThreadPool();
        try {
            clients.submit(() -> small.run(() -> {
                started.countDown();
                return await(end);
            }));
            started.await();
            // One of the three gets the only place in the queue.
            for (int i = 0; i < 3; i++) {
                clients.submit(() -> runOrNote(small, refusals));
            }
            for (int i = 0; i < 2; i++) {
                Problem refusal = refusals.poll(10, TimeUnit.SECONDS);
                assertThat(refusal).isNotNull();
                assertThat(refusal.code().status()).isEqualTo(503);
                assertThat(refusal.headers()).containsKey("Retry-After");
            }
        } finally {
            end.countDown();
            clients.shutdown();
        }
        assertThat(clients.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(refusals).isEmpty();
    }

    private static void runOrNote(HashingPool pool, BlockingQueue<Problem> refusals) {
        try {
            pool.run(() -> 1);
        } catch (Problem refusal) {
            refusals.add(refusal);
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
