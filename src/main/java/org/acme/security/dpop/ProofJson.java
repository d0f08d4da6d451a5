package org.acme.security.dpop;

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
import org.acme.security.crypto.Rfc4648Base64Url;
import org.jspecify.annotations.Nullable;

/** Parses the parts of a proof: bounded JSON in UTF-8, without duplicate members (RFC 8725, section 2.4). */
final class ProofJson {

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(5)
                            .maxNameLength(100)
                            .maxNumberLength(20)
                            .maxStringLength(2_000)
                            .maxTokenCount(200)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ProofJson() {}

    /** @throws RefusedProof when the part is not strict base64url of a JSON object */
    static JsonNode object(String part) {
        byte[] bytes = bytes(part);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonNode node = JSON.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (CharacterCodingException | JsonProcessingException e) {
            throw ProofFault.MALFORMED.refused();
        }
        throw ProofFault.MALFORMED.refused();
    }

    /** @throws RefusedProof when the text is not strict base64url */
    static byte[] bytes(String part) {
        return Rfc4648Base64Url.decode(part).orElseThrow(ProofFault.MALFORMED::refused);
    }

    /** The member, or null when it is missing or no text. */
    static @Nullable String text(JsonNode object, String member) {
        return object.path(member).textValue();
    }
}
