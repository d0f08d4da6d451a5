package org.acme.security.authentication.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.acme.fixture.Configured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialConfigTest {

    private static String refusal(Map<String, String> settings) {
        return Configured.of(CredentialConfig.class, settings).refusal(true);
    }

    @Test
    void access_tokens_in_the_authorization_header_are_accepted() {
        assertThat(refusal(Map.of())).isNull();
        assertThat(refusal(Map.of("mp.jwt.token.header", "Authorization"))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "mp.jwt.token.header, Cookie",
        "mp.jwt.token.header, X-Access-Token",
        "smallrye.jwt.token.header, Cookie"
    })
    void access_tokens_in_another_header_are_refused(String property, String value) {
        assertThat(refusal(Map.of(property, value))).contains("MP_JWT_TOKEN_HEADER");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smallrye.jwt.token.schemes  | Token",
                "smallrye.jwt.token.schemes  | Bearer,Token",
                "smallrye.jwt.token.schemes  | ''",
                "quarkus.http.auth.inclusive | true"
            })
    void settings_of_the_framework_with_which_no_access_token_works_are_refused(String property, String value) {
        assertThat(refusal(Map.of(property, value))).contains(property);
        assertThat(refusal(Map.of("smallrye.jwt.token.schemes", "Bearer"))).isNull();
    }
}
