package org.acme.security.authentication;

import org.acme.security.crypto.SecretTokens;
import org.jspecify.annotations.Nullable;

/** The client of a request: its network address and its {@code User-Agent}, cut to 200 characters. */
public record Client(String address, String userAgent) {

    private static final int MAX_USER_AGENT = 200;

    static Client of(String address, @Nullable String userAgent) {
        String name = userAgent == null ? "" : userAgent;
        return new Client(address, name.substring(0, Math.min(MAX_USER_AGENT, name.length())));
    }

    /** A hash that identifies the combination of address and program without disclosing either. */
    public String device() {
        return SecretTokens.hash(address + "\n" + userAgent);
    }
}
