package org.acme.security.outbound;

import java.util.Locale;

/** The reason why a URL is refused. The message may be shown to the user. */
public enum UrlRefusal {
    MALFORMED("must be an ASCII URL that consists of scheme, host, port, path and query"),
    SCHEME("must use an allowed scheme"),
    PORT("must use an allowed port"),
    HOST("must contain a fully qualified host name or an IP address"),
    HOST_NOT_LISTED("must contain an allowed host"),
    UNRESOLVABLE("must resolve to a public address"),
    /** The same message as {@link #UNRESOLVABLE}, so that internal names cannot be discovered. */
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
