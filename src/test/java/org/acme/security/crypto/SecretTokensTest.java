package org.acme.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecretTokensTest {

    @Test
    void secret_tokens_are_256_random_bits_in_url_safe_text() {
        assertThat(Stream.generate(SecretTokens::random).limit(1_000))
                .doesNotHaveDuplicates()
                .allMatch(token -> token.matches("[A-Za-z0-9_-]{43}"));
        assertThat(SecretTokens.randomBytes(20)).hasSize(20).isNotEqualTo(new byte[20]);
    }

    @Test
    void secret_tokens_are_hashed_with_sha_256() {
        // FIPS 180-4, the example "abc".
        assertThat(SecretTokens.hash("abc")).isEqualTo("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }
}
