package org.acme.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** The events that a webhook can subscribe to. */
public enum EventType {
    REPORT_PUBLISHED("report.published");

    private final String key;

    EventType(String key) {
        this.key = key;
    }

    /** The name in JSON and the database. */
    @JsonValue
    public String key() {
        return key;
    }

    static Optional<EventType> of(String key) {
        return Arrays.stream(values()).filter(type -> type.key.equals(key)).findFirst();
    }
}
