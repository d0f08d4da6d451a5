package org.acme.security.authentication.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.acme.fixture.Configured;
import org.acme.security.authentication.SessionConfig;
import org.junit.jupiter.api.Test;

class LiveStateTest {

    private static final UUID ID = UUID.randomUUID();

    /** The delay is the bound when notifications are lost. */
    @Test
    void state_is_read_again_after_the_revocation_delay_although_it_was_used_meanwhile() {
        AtomicLong now = new AtomicLong();
        AtomicBoolean revoked = new AtomicBoolean();
        LiveState state = new LiveState(
                session -> revoked.get() ? Optional.empty() : Optional.of(ID),
                account -> Optional.empty(),
                hash -> Optional.empty(),
                Configured.of(SessionConfig.class, Map.of("app.session.revocation-delay", "2s")),
                now::get);
        assertThat(state.ownerOf(ID)).contains(ID);
        revoked.set(true);
        for (int i = 0; i < 3; i++) {
            now.addAndGet(Duration.ofMillis(500).toNanos());
            assertThat(state.ownerOf(ID)).contains(ID);
        }
        now.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(state.ownerOf(ID)).isEmpty();
        assertThat(state.rememberedOwnerOf(ID)).isEmpty();
    }
}
