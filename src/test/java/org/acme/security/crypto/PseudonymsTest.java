package org.acme.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PseudonymsTest {

    private final Pseudonyms names = new Pseudonyms(() -> new byte[32]);

    @Test
    void pseudonym_of_a_text_is_the_same_on_every_instance() {
        assertThat(new Pseudonyms(() -> new byte[32]).of("limit", "alice@example.com"))
                .isEqualTo(names.of("limit", "alice@example.com"))
                .matches("[A-Za-z0-9_-]{22}");
    }

    @Test
    void pseudonym_of_a_text_differs_by_purpose_and_key() {
        String name = names.of("limit", "alice@example.com");
        assertThat(names.of("other", "alice@example.com")).isNotEqualTo(name);
        assertThat(names.of("limita", "lice@example.com")).isNotEqualTo(name);
        assertThat(new Pseudonyms(() -> new byte[] {1}).of("limit", "alice@example.com"))
                .isNotEqualTo(name);
    }
}
