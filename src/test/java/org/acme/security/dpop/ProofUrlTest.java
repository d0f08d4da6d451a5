package org.acme.security.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofUrlTest {

    private static final String URL = "https://api.example.com/api/v1/a%2Fb";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example.com/api/v1/a%2Fb",
                "HTTPS://API.example.com:443/api/v1/a%2fb",
                "https://api.example.com/%61pi/x/../v1/a%2Fb"
            })
    void url_that_is_equivalent_by_syntax_and_scheme_matches(String htu) {
        assertThat(ProofUrl.matches(URL, htu)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com/api/v1/a%2Fb",
                "https://api.example.com:444/api/v1/a%2Fb",
                "https://user@api.example.com/api/v1/a%2Fb",
                "https://api.example.com/api/v1/a/b",
                "https://api.example.com/api/v1/",
                "https://api.example.com//api/v1/a%2Fb",
                "https://api.example.com/api/v1/A%2Fb",
                "/api/v1/a%2Fb",
                "https://api.example.com/ "
            })
    void other_url_does_not_match(String htu) {
        assertThat(ProofUrl.matches(URL, htu)).isFalse();
    }
}
