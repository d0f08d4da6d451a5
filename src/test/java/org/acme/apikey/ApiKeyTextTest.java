package org.acme.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApiKeyTextTest {

    @Test
    void secret_of_each_key_is_random() {
        assertThat(Stream.generate(ApiKeyText::random).limit(100).map(key -> key.text()
                        .substring(key.prefix().length() + 1, key.prefix().length() + 65)))
                .doesNotHaveDuplicates()
                .allMatch(secret -> secret.matches("[0-9a-f]{64}"));
    }

    /** Such keys are refused without a query. */
    @Test
    void mistyped_key_is_not_well_formed() {
        String key = ApiKeyText.random().text();
        assertThat(ApiKeyText.isWellFormed(key)).isTrue();
        for (int i = "pal_".length(); i < key.length(); i++) {
            char other = key.charAt(i) == '1' ? '2' : '1';
            assertThat(ApiKeyText.isWellFormed(key.substring(0, i) + other + key.substring(i + 1)))
                    .as("place %s", i)
                    .isFalse();
        }
        assertThat(ApiKeyText.isWellFormed("")).isFalse();
        assertThat(ApiKeyText.isWellFormed(key + "0")).isFalse();
    }
}
