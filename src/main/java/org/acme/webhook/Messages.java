package org.acme.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what a receiver gets: that something happened, and to what; nothing of the report itself. */
@Singleton
class Messages {

    private final ObjectMapper json;

    Messages(ObjectMapper json) {
        this.json = json;
    }

    /** The same text at each attempt. */
    String of(Delivery delivery) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", delivery.id);
        message.put("event", delivery.event);
        message.put("createdAt", delivery.createdAt);
        message.put("data", Map.of("reportId", delivery.reportId));
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
