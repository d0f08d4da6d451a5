package org.acme.security.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {

    private static final long LARGEST = 1 << 20;

    private static BodyMemory of(long bodies) {
        return new BodyMemory(new PayloadConfig() {
            @Override
            public MemorySize maxPayloadSize() {
                return new MemorySize(BigInteger.valueOf(LARGEST));
            }

            @Override
            public Optional<MemorySize> maxPayloadMemory() {
                return Optional.of(new MemorySize(BigInteger.valueOf(bodies * LARGEST)));
            }

            @Override
            public Optional<MemorySize> maxBodySize() {
                return Optional.empty();
            }

            @Override
            public Input input() {
                throw new UnsupportedOperationException();
            }
        });
    }

    @Test
    void thirty_one_users_cannot_take_all_memory_for_bodies() {
        BodyMemory memory = of(64);
        for (int user = 0; user < 31; user++) {
            assertThat(memory.tryGrow("user" + user, 0, LARGEST)).isTrue();
            assertThat(memory.tryGrow("user" + user, 0, LARGEST)).isTrue();
            assertThat(memory.tryGrow("user" + user, 0, BodyMemory.SMALL + 1)).isFalse();
        }
        assertThat(memory.tryGrow("alice", 0, LARGEST)).isTrue();
        assertThat(memory.tryGrow("bob", 0, LARGEST)).isTrue();
        assertThat(memory.tryGrow("carol", 0, BodyMemory.SMALL + 1)).isFalse();
        assertThat(memory.tryGrow("carol", 0, BodyMemory.SMALL)).isTrue();
    }

    @Test
    void memory_of_a_body_is_free_after_its_release() {
        BodyMemory memory = of(0);
        for (int i = 0; i < 3; i++) {
            assertThat(memory.tryGrow("alice", 0, BodyMemory.SMALL)).isTrue();
            assertThat(memory.tryGrow("alice", BodyMemory.SMALL, LARGEST - 1)).isTrue();
            assertThat(memory.tryGrow("alice", LARGEST - 1, LARGEST + 1)).isFalse();
            assertThat(memory.tryGrow("alice", LARGEST - 1, LARGEST)).isTrue();
            memory.release("alice", LARGEST);
        }
    }
}
