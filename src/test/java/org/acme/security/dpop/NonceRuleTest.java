package org.acme.security.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Future;
import org.acme.security.crypto.PseudonymsFixture;
import org.acme.security.dpop.DpopConfig.Mode;
import org.acme.security.dpop.DpopConfig.Nonce;
import org.acme.security.dpop.Nonces.Purpose;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which proofs need which nonce, and until when they are accepted. */
class NonceRuleTest {

    private static final long NOW = 1_800_000_000;

    private static NonceRule rule(Nonce required, @Nullable Purpose ofStore) {
        DpopConfig config = DpopSettings.with(Mode.OPTIONAL, required);
        return new NonceRule(config, new Nonces(PseudonymsFixture.create(), config), new Demanding(ofStore));
    }

    private static Proof proof(@Nullable String nonce) {
        return new Proof("jti", "GET", "https://api.example.com/", NOW, null, nonce);
    }

    /** Null when the proof is refused. */
    private static @Nullable Long acceptedUntil(NonceRule rule, @Nullable String nonce, long now) {
        Throwable refused = catchThrowable(() -> rule.acceptedUntil(proof(nonce), rule.requiredNonce(now), now));
        if (refused != null) {
            assertThat(((RefusedProof) refused).fault()).isEqualTo(ProofFault.NONCE);
            return null;
        }
        return rule.acceptedUntil(proof(nonce), rule.requiredNonce(now), now);
    }

    @Test
    void proof_without_a_nonce_is_accepted_until_its_age_where_none_is_needed() {
        assertThat(acceptedUntil(rule(Nonce.OFF, null), null, NOW)).isEqualTo(NOW + 60);
    }

    @Test
    void proof_without_a_current_nonce_is_refused() {
        NonceRule rule = rule(Nonce.REQUIRED, null);
        String nonce = rule.current(NOW);
        assertThat(acceptedUntil(rule, nonce, NOW)).isNotNull();
        assertThat(acceptedUntil(rule, null, NOW)).isNull();
        assertThat(acceptedUntil(rule, "invented", NOW)).isNull();
        assertThat(acceptedUntil(rule, nonce, NOW + 180)).isNull();
    }

    @Test
    void nonce_that_is_present_must_be_valid_even_where_none_is_needed() {
        NonceRule rule = rule(Nonce.OFF, null);
        assertThat(acceptedUntil(rule, rule.current(NOW), NOW)).isNotNull();
        assertThat(acceptedUntil(rule, "invented", NOW)).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"CROWDED", "ALONE", "RECOVERING"})
    void store_in_trouble_needs_a_nonce_of_seconds_that_was_issued_for_it(Purpose requiredNonce) {
        NonceRule usual = rule(Nonce.REQUIRED, null);
        NonceRule rule = rule(Nonce.OFF, requiredNonce);
        assertThat(acceptedUntil(rule, null, NOW)).isNull();
        assertThat(acceptedUntil(rule, usual.current(NOW), NOW)).isNull();
        assertThat(acceptedUntil(rule, rule.current(NOW), NOW)).isBetween(NOW + 10, NOW + 20);
        assertThat(acceptedUntil(rule, rule.current(NOW), NOW + 20)).isNull();
    }

    /** Otherwise, clients of a balancer that reach both in turn would get a nonce from each, and never be served. */
    @ParameterizedTest
    @EnumSource(names = {"CROWDED", "RECOVERING"})
    void nonce_of_an_instance_in_trouble_is_accepted_by_instances_that_need_none(Purpose requiredNonce) {
        String nonce = rule(Nonce.OFF, requiredNonce).current(NOW);
        assertThat(acceptedUntil(rule(Nonce.OFF, null), nonce, NOW)).isBetween(NOW + 10, NOW + 20);
        assertThat(acceptedUntil(rule(Nonce.REQUIRED, null), nonce, NOW)).isBetween(NOW + 10, NOW + 20);
    }

    @Test
    void instances_with_one_secret_accept_the_nonces_of_each_other() {
        assertThat(acceptedUntil(
                        rule(Nonce.REQUIRED, null), rule(Nonce.REQUIRED, null).current(NOW), NOW))
                .isNotNull();
    }

    private record Demanding(@Nullable Purpose purpose) implements UsedProofs {

        @Override
        public Future<Use> use(AcceptedProof proof, long now) {
            return Future.succeededFuture(Use.ACCEPTED);
        }

        @Override
        public @Nullable Purpose requiredNonce(long now) {
            return purpose;
        }
    }
}
