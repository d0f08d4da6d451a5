package org.acme.security.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.PublicKey;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.acme.security.crypto.JwsAlgorithm;
import org.jspecify.annotations.Nullable;

/** The issuer's keys that may sign tokens, by key id and algorithm (RFC 7517, section 5). */
record KeySet(Map<String, Map<JwsAlgorithm, PublicKey>> keys) {

    private static final int MAX_KEYS = 100;
    private static final int MAX_ID = 200;

    /** What issuers use; RFC 7518, section 3.3, requires it. */
    private static final int MIN_RSA_BITS = 2048;

    /**
     * Takes the usable keys; keys for other purposes and algorithms, and different keys with one id, are ignored.
     *
     * @throws InvalidIssuerResponse when there is no list of at most 100 keys
     */
    static KeySet of(JsonNode document, Set<JwsAlgorithm> algorithms) {
        JsonNode listed = document.path("keys");
        if (!listed.isArray() || listed.size() > MAX_KEYS) {
            throw new InvalidIssuerResponse("the key set has no list of at most 100 keys");
        }
        Map<String, Map<JwsAlgorithm, PublicKey>> usable = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        for (JsonNode jwk : listed) {
            Map<JwsAlgorithm, PublicKey> forms = forms(jwk, algorithms);
            String id = jwk.path("kid").textValue();
            if (forms.isEmpty()) {
                continue;
            }
            Map<JwsAlgorithm, PublicKey> known = usable.computeIfAbsent(id, first -> forms);
            if (!Set.copyOf(known.values()).equals(Set.copyOf(forms.values()))) {
                ambiguous.add(id);
            }
            // Some issuers list a key once for each of its algorithms.
            known.putAll(forms);
        }
        usable.keySet().removeAll(ambiguous);
        return new KeySet(Map.copyOf(usable));
    }

    private static Map<JwsAlgorithm, PublicKey> forms(JsonNode jwk, Set<JwsAlgorithm> algorithms) {
        Map<JwsAlgorithm, PublicKey> forms = new EnumMap<>(JwsAlgorithm.class);
        if (isForSignatures(jwk)) {
            algorithms.forEach(algorithm ->
                    algorithm.key(jwk, MIN_RSA_BITS).ifPresent(key -> forms.put(algorithm, key.getPublicKey())));
        }
        return forms;
    }

    private static boolean isForSignatures(JsonNode jwk) {
        boolean verifies = !jwk.has("key_ops")
                || jwk.path("key_ops").valueStream().anyMatch(operation -> "verify".equals(operation.textValue()));
        return verifies && isId(jwk.path("kid").textValue());
    }

    static boolean isId(@Nullable String id) {
        return id != null && !id.isEmpty() && id.length() <= MAX_ID;
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Null when the set is empty. */
    @Nullable
    KeySet ifAny() {
        return keys.isEmpty() ? null : this;
    }

    boolean has(String id) {
        return keys.containsKey(id);
    }

    /** The key for tokens with these headers, or null. */
    @Nullable
    PublicKey find(@Nullable String id, @Nullable String algorithm) {
        return keys.getOrDefault(id == null ? "" : id, Map.of()).entrySet().stream()
                .filter(form -> form.getKey().jose().equals(algorithm))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
