package org.acme.security.outbound;

import io.micrometer.core.instrument.Metrics;

/** A refused URL, with a reason that may be shown to the user. */
public final class UrlRefused extends RuntimeException {

    static final String METRIC = "palisade.outbound.refusals";

    private final UrlRefusal reason;

    /** Increments the metric, so that every refusal is counted. */
    public UrlRefused(UrlRefusal reason) {
        super(reason.message(), null, false, false);
        Metrics.counter(METRIC, "reason", reason.label()).increment();
        this.reason = reason;
    }

    public UrlRefusal reason() {
        return reason;
    }
}
