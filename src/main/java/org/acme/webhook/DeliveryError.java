package org.acme.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an attempt came to nothing, as its owner sees it: a closed list, so that no receiver can speak through it. */
public enum DeliveryError {
    /** The URL is not called, because of what it says or where its name leads now. */
    REFUSED,
    UNREACHABLE,
    TIMED_OUT,
    TOO_LARGE,
    /** The receiver answered with another status than 200 to 299. */
    STATUS,
    /** The owner may not have webhooks, or not see the report, any more. */
    NO_ACCESS,
    INTERNAL_ERROR;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
