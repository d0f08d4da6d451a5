package org.acme.security.outbound;

/** A URL that is not called, with a reason that may be shown. */
public final class UrlRefused extends RuntimeException {

    private final UrlRefusal reason;

    UrlRefused(UrlRefusal reason) {
        super(reason.message(), null, false, false);
        this.reason = reason;
    }

    public UrlRefusal reason() {
        return reason;
    }
}
