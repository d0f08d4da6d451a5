package org.acme.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an attempt failed, as the owner sees it. A closed list, so that a receiver cannot return text to the owner. */
public enum DeliveryError {
    /** The URL is not allowed, or its host does not resolve in time, or resolves to an address that is not public. */
    REFUSED,
    UNREACHABLE,
    TIMED_OUT,
    TOO_LARGE,
    /** The receiver responded with a status other than 200 to 299. */
    STATUS,
    /** The owner may no longer have webhooks or no longer see the report. */
    NO_ACCESS,
    INTERNAL_ERROR;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
