package org.acme.security.outbound;

import java.util.Locale;

/** Why a URL is not called. The messages may be shown to whoever gave the URL. */
public enum UrlRefusal {
    MALFORMED("must be an ASCII URL that consists of scheme, host, port, path and query"),
    SCHEME("must use an allowed scheme"),
    PORT("must use an allowed port"),
    HOST("must contain a fully qualified host name or an IP address"),
    HOST_NOT_LISTED("must contain an allowed host"),
    UNRESOLVABLE("must resolve to a public address"),
    /** Reads like {@link #UNRESOLVABLE}: which names exist inside is nobody's business. */
    ADDRESS_NOT_PUBLIC("must resolve to a public address");

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
