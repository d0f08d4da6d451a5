package org.acme.security.authentication;

import org.acme.security.crypto.SecretTokens;

/** Where a request comes from, as far as that can be told: the network address and what the program calls itself. */
public record Client(String address, String userAgent) {

    private static final int MAX_USER_AGENT = 200;

    static Client of(String address, String userAgent) {
        String name = userAgent == null ? "" : userAgent;
        return new Client(address, name.substring(0, Math.min(MAX_USER_AGENT, name.length())));
    }

    /** Tells this place and program from others without telling which they are. */
    public String device() {
        return SecretTokens.hash(address + "\n" + userAgent);
    }
}
