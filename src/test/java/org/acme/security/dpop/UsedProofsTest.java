package org.acme.security.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.acme.fixture.Parallel;
import org.acme.fixture.StartupRefusals;
import org.acme.security.crypto.PseudonymsFixture;
import org.acme.security.dpop.Nonces.Purpose;
import org.acme.security.dpop.UsedProofs.Use;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The memory of one instance for used proofs, and nonces. */
class UsedProofsTest {

    private static final long NOW = 1_800_000_000;

    private static AcceptedProof proof(int id, long until) {
        return new AcceptedProof("key", new ProofId(id, id), until, null);
    }

    private static Use use(UsedProofs used, int id, long until, long now) {
        return used.use(proof(id, until), now).result();
    }

    private static Nonces nonces() {
        return new Nonces(PseudonymsFixture.create(), DpopSettings.defaults());
    }

    private static @Nullable Long acceptedUntil(Nonces nonces, Purpose purpose, String nonce, long now) {
        OptionalLong last = nonces.acceptedUntil(purpose, nonce, now);
        return last.isPresent() ? last.getAsLong() : null;
    }

    @Test
    void proof_is_accepted_once_until_it_expires() {
        LocalProofs used = new LocalProofs(1_000);
        assertThat(use(used, 1, NOW + 60, NOW)).isEqualTo(Use.ACCEPTED);
        for (long second = NOW; second <= NOW + 60; second++) {
            assertThat(use(used, 1, NOW + 60, second)).isEqualTo(Use.REPLAYED);
        }
    }

    @Test
    void one_of_many_concurrent_uses_is_accepted() {
        LocalProofs used = new LocalProofs(1_000);
        List<Use> uses = Parallel.times(50, () -> use(used, 1, NOW + 60, NOW));
        assertThat(uses).filteredOn(Use.ACCEPTED::equals).hasSize(1);
    }

    @Test
    void full_memory_forgets_no_proof_that_is_still_accepted() {
        LocalProofs used = new LocalProofs(1_000);
        IntStream.range(0, 750)
                .forEach(id -> assertThat(use(used, id, NOW + 60, NOW)).isEqualTo(Use.ACCEPTED));
        assertThat(used.requiredNonce(NOW)).isEqualTo(Purpose.CROWDED);
        IntStream.range(750, 1_000)
                .forEach(id -> assertThat(use(used, id, NOW + 10, NOW)).isEqualTo(Use.ACCEPTED));
        assertThat(use(used, 1_000, NOW + 10, NOW)).isEqualTo(Use.FULL);
        IntStream.range(0, 1_000)
                .forEach(id -> assertThat(use(used, id, NOW + 60, NOW + 10)).isEqualTo(Use.REPLAYED));
        assertThat(use(used, 1_000, NOW + 21, NOW + 11))
                .as("after the nonces expired")
                .isEqualTo(Use.ACCEPTED);
        assertThat(used.requiredNonce(NOW + 61)).as("after all expired").isNull();
    }

    @Test
    void proof_is_not_accepted_again_when_the_clock_is_set_back() {
        LocalProofs used = new LocalProofs(1_000);
        assertThat(use(used, 1, NOW + 60, NOW)).isEqualTo(Use.ACCEPTED);
        assertThat(use(used, 2, NOW + 3_700, NOW + 3_600)).isEqualTo(Use.ACCEPTED);
        assertThat(use(used, 1, NOW + 60, NOW)).isEqualTo(Use.REPLAYED);
    }

    @Test
    void no_random_sequence_of_uses_accepts_a_proof_twice() {
        Random random = new Random(9_449);
        LocalProofs used = new LocalProofs(1_000);
        List<Integer> accepted = new ArrayList<>();
        long now = NOW;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(10) == 0 ? random.nextInt(5) - 1 : 0;
            int id = random.nextInt(400);
            long until = NOW + id;
            if (until >= now && use(used, id, until, now) == Use.ACCEPTED) {
                accepted.add(id);
            }
        }
        assertThat(accepted).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void nonce_is_accepted_in_its_time_slice_and_the_next_ones_only() {
        Nonces nonces = nonces();
        long slice = NOW / 60 * 60;
        String nonce = nonces.current(Purpose.ROUTINE, slice);
        assertThat(nonces.current(Purpose.ROUTINE, slice + 59)).isEqualTo(nonce);
        assertThat(nonces.current(Purpose.ROUTINE, slice + 60)).isNotEqualTo(nonce);
        for (long second : new long[] {slice - 1, slice, slice + 119}) {
            assertThat(acceptedUntil(nonces, Purpose.ROUTINE, nonce, second)).isEqualTo(slice + 119);
        }
        assertThat(acceptedUntil(nonces, Purpose.ROUTINE, nonce, slice + 120)).isNull();
        assertThat(acceptedUntil(nonces, Purpose.ROUTINE, nonce, slice - 61)).isNull();
    }

    @Test
    void nonce_of_one_purpose_is_refused_for_another() {
        Nonces nonces = nonces();
        for (Purpose issued : Purpose.values()) {
            String nonce = nonces.current(issued, NOW);
            for (Purpose wanted : Purpose.values()) {
                assertThat(acceptedUntil(nonces, wanted, nonce, NOW) != null).isEqualTo(issued == wanted);
            }
        }
    }

    @Test
    void service_does_not_start_with_nonces_for_proofs_that_are_off() {
        assertThat(StartupRefusals.of(DpopSettings.with(DpopConfig.Mode.OFF, DpopConfig.Nonce.REQUIRED)))
                .singleElement()
                .asString()
                .contains("app.dpop.nonce", "APP_DPOP");
        assertThat(StartupRefusals.of(DpopSettings.with(DpopConfig.Mode.OPTIONAL, DpopConfig.Nonce.REQUIRED)))
                .isEmpty();
    }
}
