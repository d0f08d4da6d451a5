package org.acme.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DerivedKeyTest {

    private static DerivedKey key(String secret, String purpose) {
        return DerivedKey.of(() -> secret.getBytes(StandardCharsets.UTF_8), purpose);
    }

    @Test
    void each_secret_and_purpose_has_a_key_of_its_own_which_is_not_the_secret() {
        assertThat(key("secret", "cursors"))
                .isEqualTo(key("secret", "cursors"))
                .isNotEqualTo(key("secret", "challenges"))
                .isNotEqualTo(key("another", "cursors"))
                .isNotEqualTo(DerivedKey.of("secret".getBytes(StandardCharsets.UTF_8)));
    }
}
