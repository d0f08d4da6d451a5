package org.acme.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PseudonymsTest {

    private final Pseudonyms names = new Pseudonyms(() -> new byte[32]);

    @Test
    void a_text_has_the_same_name_on_every_instance() {
        assertThat(new Pseudonyms(() -> new byte[32]).of("limit", "alice@example.com"))
                .isEqualTo(names.of("limit", "alice@example.com"))
                .matches("[A-Za-z0-9_-]{22}");
    }

    @Test
    void a_text_has_another_name_for_another_purpose_and_under_another_key() {
        String name = names.of("limit", "alice@example.com");
        assertThat(names.of("other", "alice@example.com")).isNotEqualTo(name);
        assertThat(names.of("limita", "lice@example.com")).isNotEqualTo(name);
        assertThat(new Pseudonyms(() -> new byte[] {1}).of("limit", "alice@example.com"))
                .isNotEqualTo(name);
    }
}
