package org.acme.security.authentication.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.acme.security.authentication.AccountState;
import org.acme.security.authentication.LastUses;
import org.acme.security.authentication.SessionConfig;
import org.acme.security.authentication.revocation.LiveState;
import org.acme.security.authentication.token.SessionToken;
import org.acme.security.dpop.DpopFixture;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identities are resolved on an event loop, which must never wait for the database. */
class SessionIdentityAugmentorTest {

    private static final UUID SESSION = UUID.randomUUID();
    private static final UUID USER = UUID.randomUUID();
    private static final Duration DELAY = Duration.ofSeconds(2);

    private final AtomicInteger readingsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private boolean onWorker;
    private boolean askedOnEventLoop;

    /** Returns a fixed time for the remaining readings, and then a time after the expiry of cached entries. */
    private final Ticker ticker = () -> readingsLeft.getAndDecrement() > 0 ? 0 : DELAY.toNanos() + 1;

    private final AuthenticationRequestContext workers = new AuthenticationRequestContext() {
        @Override
        public Uni<SecurityIdentity> runBlocking(Supplier<SecurityIdentity> question) {
            onWorker = true;
            return Uni.createFrom().item(question.get());
        }
    };

    record Settings(Duration refreshExpiry, Duration maxLifetime, Duration revocationDelay, Duration recentLogin)
            implements SessionConfig {

        @Override
        public Optional<String> listenUrl() {
            return Optional.empty();
        }
    }

    private <T> T stored(T answer) {
        askedOnEventLoop |= !onWorker;
        return answer;
    }

    private SecurityIdentity token() throws ParseException {
        JwtClaims claims = new JwtClaims();
        claims.setSubject(USER.toString());
        claims.setClaim("sid", SESSION.toString());
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new SessionToken(claims))
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void expired_cache_entry_is_not_reloaded_on_the_event_loop(int looks) throws ParseException {
        LiveState state = new LiveState(
                session -> stored(Optional.of(USER)),
                account -> stored(Optional.of(new AccountState(account, "Alice", "editor", Set.of()))),
                hash -> Optional.empty(),
                new Settings(DELAY, DELAY, DELAY, DELAY),
                ticker);
        SessionIdentityAugmentor control = new SessionIdentityAugmentor(
                state,
                new LastUses(Clock.systemUTC()),
                new ExternalSessions(null, null, null), // external-issuer-only
                DpopFixture.create());
        control.augment(token(), workers).await().indefinitely();
        assertThat(onWorker).isTrue();

        onWorker = false;
        readingsLeft.set(looks);
        SecurityIdentity identity = control.augment(token(), workers).await().indefinitely();

        assertThat(identity.getPrincipal().getName()).isEqualTo(USER.toString());
        assertThat(askedOnEventLoop).isFalse();
    }

    /** In a map, entries that hash to the same place share a lock, which is held while one of them is loaded. */
    @Test
    void event_loop_does_not_wait_for_an_entry_that_a_worker_is_loading() throws Exception {
        AtomicLong now = new AtomicLong();
        Semaphore loading = new Semaphore(0);
        CountDownLatch database = new CountDownLatch(1);
        AtomicBoolean frozen = new AtomicBoolean();
        LiveState state = new LiveState(
                session -> {
                    if (frozen.get()) {
                        loading.release();
                        awaitUninterruptibly(database);
                    }
                    return Optional.of(USER);
                },
                account -> Optional.empty(),
                hash -> Optional.empty(),
                new Settings(DELAY, DELAY, DELAY, DELAY),
                now::get);
        for (int i = 0; i < 1_000; i++) {
            state.ownerOf(UUID.randomUUID());
        }
        state.ownerOf(SESSION);
        frozen.set(true);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < 20; i++) {
                threads.submit(() -> state.ownerOf(UUID.randomUUID()));
            }
            assertThat(loading.tryAcquire(10, 10, TimeUnit.SECONDS)).isTrue();
            now.set(DELAY.toNanos() + 1);
            assertThat(threads.submit(() -> state.cachedOwnerOf(SESSION))).succeedsWithin(Duration.ofSeconds(10));
        } finally {
            database.countDown();
            threads.shutdown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cached_session_needs_no_worker_thread(boolean remembered) throws ParseException {
        AtomicInteger questions = new AtomicInteger();
        LiveState state = new LiveState(
                session -> Optional.of(USER).filter(any -> questions.incrementAndGet() > 0),
                account -> Optional.of(new AccountState(account, "Alice", "editor", Set.of())),
                hash -> Optional.empty(),
                new Settings(DELAY, DELAY, DELAY, DELAY),
                ticker);
        SessionIdentityAugmentor control = new SessionIdentityAugmentor(
                state,
                new LastUses(Clock.systemUTC()),
                new ExternalSessions(null, null, null), // external-issuer-only
                DpopFixture.create());
        control.augment(token(), workers).await().indefinitely();
        readingsLeft.set(remembered ? Integer.MAX_VALUE : 0);
        onWorker = false;
        control.augment(token(), workers).await().indefinitely();
        assertThat(onWorker).isEqualTo(!remembered);
        assertThat(questions).hasValue(remembered ? 1 : 2);
    }
}
