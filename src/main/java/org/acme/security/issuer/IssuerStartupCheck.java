package org.acme.security.issuer;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.acme.security.outbound.Upstream;
import org.jspecify.annotations.Nullable;

/**
 * Startup check: the service fails to start when tokens of the issuer could be confused, or the issuer could be called
 * unencrypted. The message names the property and the remedy.
 */
final class IssuerStartupCheck {

    private IssuerStartupCheck() {}

    static @Nullable String refusal(IssuerConfig config, boolean production) {
        if (!config.mode().isExternal()) {
            return config.url().isPresent()
                    ? "app.issuer.url (APP_ISSUER_URL) has no effect with app.issuer=own (APP_ISSUER):"
                            + " set app.issuer=external or remove it"
                    : null;
        }
        String address = addressRefusal(config, production);
        String tokens = address == null ? tokensRefusal(config) : address;
        return tokens == null ? replacedRefusal(config) : tokens;
    }

    private static @Nullable String addressRefusal(IssuerConfig config, boolean production) {
        if (!config.url().map(url -> isUrl(url, production)).orElse(false)) {
            return "app.issuer.url (APP_ISSUER_URL) must be the https URL of the issuer, without query and fragment";
        }
        return config.jwksUrl().map(url -> isUrl(url, production)).orElse(true)
                ? null
                : "app.issuer.jwks-url (APP_ISSUER_JWKS_URL) must be an https URL without query and fragment";
    }

    private static boolean isUrl(String text, boolean production) {
        try {
            return Upstream.isBase(URI.create(text), production);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static @Nullable String tokensRefusal(IssuerConfig config) {
        if (isBlank(config.audience())) {
            return "app.issuer.audience (APP_ISSUER_AUDIENCE) must be the aud claim of tokens for this service";
        }
        if (config.algorithms().isEmpty()) {
            return "app.issuer.algorithms (APP_ISSUER_ALGORITHMS) must list RS256, PS256, ES256 or EdDSA";
        }
        List<String> claims = config.tokenClaims().orElse(List.of());
        if (!claims.stream().allMatch(IssuerStartupCheck::isClaim)) {
            return "app.issuer.token-claims (APP_ISSUER_TOKEN_CLAIMS) must list claims such as typ=Bearer";
        }
        return !config.tokenType().equals("at+jwt") && claims.isEmpty()
                ? "app.issuer.token-type (APP_ISSUER_TOKEN_TYPE) other than at+jwt admits ID tokens: set"
                        + " app.issuer.token-claims (APP_ISSUER_TOKEN_CLAIMS) to claims of access tokens only"
                : null;
    }

    /** A name and at least one value; an empty alternative would accept a token with an empty claim. */
    private static boolean isClaim(String row) {
        int equals = row.indexOf('=');
        return equals > 0
                && Stream.of(row.substring(equals + 1).split("\\|", -1)).noneMatch(String::isBlank);
    }

    private static @Nullable String replacedRefusal(IssuerConfig config) {
        boolean rows = config.roles().orElse(List.of()).stream().allMatch(row -> row.matches("[a-z]+:.+"));
        if (!rows || config.roleClaim().isPresent() != config.roles().isPresent()) {
            return "app.issuer.role-claim (APP_ISSUER_ROLE_CLAIM) and app.issuer.roles (APP_ISSUER_ROLES) must"
                    + " both be set or both be absent; app.issuer.roles lists role:value rows such as editor:report-writers";
        }
        if (config.rolesWithSecondFactor().isPresent()) {
            return "app.mfa.required-roles (APP_MFA_REQUIRED_ROLES) has no effect with app.issuer=external:"
                    + " require a second factor at the issuer and set app.issuer.recent-login-acr";
        }
        return config.bootstrapAdmin().isPresent()
                ? "app.bootstrap.admin.email (APP_BOOTSTRAP_ADMIN_EMAIL) has no effect with app.issuer=external:"
                        + " set app.issuer.admin-subject (APP_ISSUER_ADMIN_SUBJECT)"
                : null;
    }

    private static boolean isBlank(Optional<String> text) {
        return text.filter(value -> !value.isBlank()).isEmpty();
    }
}
