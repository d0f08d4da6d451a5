package org.acme.security.issuer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.acme.security.outbound.Answer;

/** Parses documents of the issuer: bounded JSON objects in UTF-8, without duplicate members. */
final class IssuerJson {

    private static final int OK = 200;
    private static final List<String> TYPES = List.of("application/json", "application/jwk-set+json");

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(10)
                            .maxNameLength(200)
                            .maxNumberLength(20)
                            .maxStringLength(20_000)
                            .maxTokenCount(10_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private IssuerJson() {}

    /** @throws UnusableDocument when the response has another status or type, or is no JSON object */
    static JsonNode object(Answer answer) {
        if (answer.status() != OK) {
            throw new UnusableDocument("the issuer responded with a status other than 200");
        }
        String type = answer.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!TYPES.contains(type)) {
            throw new UnusableDocument("the issuer responded with a media type other than JSON");
        }
        return object(answer.body());
    }

    /** @throws UnusableDocument when the bytes are no JSON object */
    static JsonNode object(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
            if (node.isObject()) {
                return node;
            }
        } catch (CharacterCodingException | JsonProcessingException malformed) {
            throw new UnusableDocument("the JSON is malformed");
        }
        throw new UnusableDocument("the JSON is not an object");
    }
}
