package org.acme.security.outbound;

import java.util.Locale;

/** Why a URL is not called. The messages may be shown to whoever gave the URL. */
public enum UrlRefusal {
    MALFORMED("is not a plain URL: scheme, host, port, path and query, in ASCII"),
    SCHEME("must use a scheme that is allowed"),
    PORT("must use a port that is allowed"),
    HOST("must name a host by its full name"),
    HOST_NOT_LISTED("must name a host that is allowed"),
    UNRESOLVABLE("must lead to a public address"),
    /** Reads like {@link #UNRESOLVABLE}: which names exist inside is nobody's business. */
    ADDRESS_NOT_PUBLIC("must lead to a public address");

    private final String message;

    UrlRefusal(String message) {
        this.message = message;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String message() {
        return message;
    }
}
