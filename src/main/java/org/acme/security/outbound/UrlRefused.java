package org.acme.security.outbound;

/** A refused URL, with a reason that may be shown to the user. */
public final class UrlRefused extends RuntimeException {

    private final UrlRefusal reason;

    public UrlRefused(UrlRefusal reason) {
        super(reason.message(), null, false, false);
        this.reason = reason;
    }

    public UrlRefusal reason() {
        return reason;
    }
}
