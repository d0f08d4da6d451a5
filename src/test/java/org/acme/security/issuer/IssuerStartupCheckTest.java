package org.acme.security.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the startup check of the issuer settings. */
class IssuerStartupCheckTest {

    @Test
    void own_issuer_needs_no_setting() {
        assertThat(IssuerSettings.own().refusal(true)).isNull();
    }

    @Test
    void external_issuer_needs_url_and_audience() {
        assertThat(IssuerSettings.external(Map.of()).refusal(true)).isNull();
        assertThat(IssuerSettings.of(Map.of("app.issuer", "external")).refusal(true))
                .contains("app.issuer.url", "APP_ISSUER_URL");
        assertThat(IssuerSettings.of(Map.of("app.issuer", "external", "app.issuer.url", IssuerSettings.ISSUER))
                        .refusal(true))
                .contains("app.issuer.audience", "APP_ISSUER_AUDIENCE");
    }

    @Test
    void url_of_an_issuer_that_is_not_used_stops_the_start() {
        assertThat(IssuerSettings.of(Map.of("app.issuer.url", IssuerSettings.ISSUER))
                        .refusal(true))
                .contains("app.issuer=external");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.com",
                "login.example.com",
                "ftp://login.example.com",
                "https://user@login.example.com",
                "https://login.example.com?x=1",
                "https://login.example.com#x",
                "https://login example.com"
            })
    void issuer_url_other_than_plain_https_is_refused(String url) {
        assertThat(IssuerSettings.external(Map.of("app.issuer.url", url)).refusal(true))
                .contains("APP_ISSUER_URL");
        assertThat(IssuerSettings.external(Map.of("app.issuer.jwks-url", url)).refusal(true))
                .contains("APP_ISSUER_JWKS_URL");
    }

    @Test
    void token_type_that_id_tokens_have_needs_a_claim_of_access_tokens() {
        assertThat(IssuerSettings.external(Map.of("app.issuer.token-type", "JWT"))
                        .refusal(true))
                .contains("APP_ISSUER_TOKEN_CLAIMS");
        assertThat(IssuerSettings.external(
                                Map.of("app.issuer.token-type", "JWT", "app.issuer.token-claims", "typ=Bearer"))
                        .refusal(true))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "app.issuer.token-claims, typ, APP_ISSUER_TOKEN_CLAIMS",
        "app.issuer.token-claims, typ=|Bearer, APP_ISSUER_TOKEN_CLAIMS",
        "app.issuer.token-claims, typ=Bearer|, APP_ISSUER_TOKEN_CLAIMS",
        "app.issuer.token-claims, typ=Bearer||DPoP, APP_ISSUER_TOKEN_CLAIMS",
        "app.issuer.token-claims, typ=, APP_ISSUER_TOKEN_CLAIMS",
        "app.issuer.token-claims, =Bearer, APP_ISSUER_TOKEN_CLAIMS",
        "app.issuer.role-claim, groups, APP_ISSUER_ROLES",
        "app.issuer.roles, admin:boss, APP_ISSUER_ROLE_CLAIM",
        "app.mfa.required-roles, admin, APP_MFA_REQUIRED_ROLES",
        "app.bootstrap.admin.email, a@example.com, APP_ISSUER_ADMIN_SUBJECT"
    })
    void issuer_setting_without_effect_or_out_of_bounds_is_refused(String property, String value, String named) {
        assertThat(IssuerSettings.external(Map.of(property, value)).refusal(true))
                .contains(named);
    }

    @ParameterizedTest
    @CsvSource({
        "app.issuer, External, app.issuer",
        "app.issuer, EXTERNAL, app.issuer",
        "app.issuer.algorithms, HS256, app.issuer.algorithms",
        "app.issuer.algorithms, none, app.issuer.algorithms"
    })
    void issuer_setting_with_an_unknown_value_is_refused(String property, String value, String named) {
        Map<String, String> settings = new HashMap<>(Map.of(property, value));
        assertThatThrownBy(() -> IssuerSettings.external(settings)).hasStackTraceContaining(named);
    }
}
