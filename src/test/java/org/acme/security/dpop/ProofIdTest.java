package org.acme.security.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProofIdTest {

    /** Otherwise, a client could use up the ids of another. */
    @Test
    void same_id_of_another_key_is_another_proof() {
        assertThat(ProofId.of("a".repeat(43), "id"))
                .isEqualTo(ProofId.of("a".repeat(43), "id"))
                .isNotEqualTo(ProofId.of("b".repeat(43), "id"))
                .isNotEqualTo(ProofId.of("a".repeat(43), "other"));
    }
}
