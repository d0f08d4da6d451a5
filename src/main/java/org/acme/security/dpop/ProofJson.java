package org.acme.security.dpop;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import org.acme.security.crypto.Rfc4648Base64Url;
import org.acme.shared.BoundedJson;
import org.jspecify.annotations.Nullable;

/** Parses the parts of a proof. */
final class ProofJson {

    private static final BoundedJson JSON = new BoundedJson(StreamReadConstraints.builder()
            .maxNestingDepth(5)
            .maxNameLength(100)
            .maxNumberLength(20)
            .maxStringLength(2_000)
            .maxTokenCount(200)
            .build());

    private ProofJson() {}

    /** @throws RefusedProof when the part is not strict base64url of a JSON object */
    static JsonNode object(String part) {
        return JSON.object(bytes(part)).orElseThrow(ProofFault.MALFORMED::refused);
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
