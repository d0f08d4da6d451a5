package org.acme.security.issuer;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.acme.security.outbound.OutboundResponse;
import org.acme.shared.BoundedJson;

/** Parses documents of the issuer. */
final class IssuerJson {

    private static final int OK = 200;
    private static final List<String> TYPES = List.of("application/json", "application/jwk-set+json");

    private static final BoundedJson JSON = new BoundedJson(StreamReadConstraints.builder()
            .maxNestingDepth(10)
            .maxNameLength(200)
            .maxNumberLength(20)
            .maxStringLength(20_000)
            .maxTokenCount(10_000)
            .build());

    private IssuerJson() {}

    /** @throws InvalidIssuerResponse when the response has another status or type, or is no JSON object */
    static JsonNode object(OutboundResponse response) {
        if (response.status() != OK) {
            throw new InvalidIssuerResponse("the issuer responded with a status other than 200");
        }
        String type = response.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!TYPES.contains(type)) {
            throw new InvalidIssuerResponse("the issuer responded with a media type other than JSON");
        }
        return object(response.body());
    }

    /** @throws InvalidIssuerResponse when the bytes are no JSON object */
    static JsonNode object(byte[] bytes) {
        return JSON.object(bytes)
                .orElseThrow(() -> new InvalidIssuerResponse("the JSON is malformed or not an object"));
    }
}
