package org.acme.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the body of a message in the structure that Standard Webhooks recommends: the event, its time and the id of
 * its report, but no content of the report.
 */
@Singleton
class Messages {

    private final ObjectMapper json;

    Messages(ObjectMapper json) {
        this.json = json;
    }

    /** The text is the same for each attempt. */
    String of(Delivery delivery) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", delivery.event);
        message.put("timestamp", delivery.createdAt);
        message.put("data", Map.of("reportId", delivery.reportId));
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
