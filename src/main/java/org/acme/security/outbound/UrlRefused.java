package org.acme.security.outbound;

import io.micrometer.core.instrument.Metrics;

/** A URL that is not called, with a reason that may be shown. */
public final class UrlRefused extends RuntimeException {

    static final String METRIC = "palisade.outbound.refusals";

    private final UrlRefusal reason;

    /** Counts itself, so that no way of refusing can be forgotten. */
    UrlRefused(UrlRefusal reason) {
        super(reason.message(), null, false, false);
        Metrics.counter(METRIC, "reason", reason.label()).increment();
        this.reason = reason;
    }

    public UrlRefusal reason() {
        return reason;
    }
}
