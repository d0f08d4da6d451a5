package org.acme.security.password;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Startup check: the service fails to start when hashes would be sent unencrypted or the URL is unusable. The message
 * names the property.
 */
final class BreachApiStartupCheck {

    private static final long LARGEST_ANSWER = 4 << 20;

    private BreachApiStartupCheck() {}

    static @Nullable String refusal(BreachCheckConfig config, boolean production) {
        if (!config.url().map(url -> isBase(url, production)).orElse(true)) {
            return "app.breach-check.url (APP_BREACH_CHECK_URL) must be a URL such as https://api.pwnedpasswords.com";
        }
        long answer = config.maxResponseSize().asLongValue();
        return answer < 1 || answer > LARGEST_ANSWER
                ? "app.breach-check.max-response-size (APP_BREACH_CHECK_MAX_RESPONSE_SIZE) must be between 1 and 4M"
                : null;
    }

    private static boolean isBase(URI url, boolean production) {
        boolean scheme = "https".equals(url.getScheme()) || !production && "http".equals(url.getScheme());
        return scheme
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }
}
