package org.acme.security.authentication.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.acme.security.crypto.EllipticCurves;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Reads keys from PEM and JWKS files and gives each a key id. */
public final class KeyFiles {

    /** At least 128 bits of security strength (NIST SP 800-57, part 1, section 5.6.1.1). */
    private static final int SHORTEST_RSA_BITS = 3072;

    private static final Map<SigningAlgorithm, String> CURVES =
            Map.of(SigningAlgorithm.ES256, "P-256", SigningAlgorithm.EDDSA, "Ed25519");

    private KeyFiles() {}

    /**
     * @throws IllegalStateException when the file cannot be read, contains no key, or one that is weak or verifies no
     *     signatures with the algorithm
     */
    public static List<PublicJsonWebKey> read(String location, SigningAlgorithm algorithm) {
        try {
            String text = Files.readString(Path.of(location));
            List<PublicJsonWebKey> keys = text.stripLeading().startsWith("{") ? fromJwks(text) : PemKeys.read(text);
            keys.forEach(key -> refuseUnusable(key, algorithm));
            keys.forEach(KeyFiles::ensureKeyId);
            return keys;
        } catch (IOException | JoseException | RuntimeException e) {
            // Without location and cause: either can contain a key that was set in place of its file.
            throw new IllegalStateException(
                    "app.jwt.private-key-location and app.jwt.verification-key-locations must name PEM or JWKS files"
                            + " in which all keys are for signatures with " + algorithm.jose() + " (app.jwt.algorithm):"
                            + " P-256 for ES256, Ed25519 for EdDSA, at least 3072 bits for RS256 ("
                            + e.getClass().getSimpleName() + ")");
        }
    }

    /**
     * The first key of the file that has a private part.
     *
     * @throws IllegalStateException when there is none, or its signature with the algorithm fails or cannot be verified
     */
    public static PublicJsonWebKey signing(List<PublicJsonWebKey> keys, SigningAlgorithm algorithm) {
        return keys.stream()
                .filter(key -> key.getPrivateKey() != null)
                .findFirst()
                .filter(key -> signs(key, algorithm))
                .orElseThrow(() -> new IllegalStateException(
                        "app.jwt.private-key-location must name a file with a private key for " + algorithm.jose()
                                + " (app.jwt.algorithm)"));
    }

    /** What the key set may say of the key. Other members of a file, also unknown ones, can be secret. */
    public static JsonWebKey published(PublicJsonWebKey key) {
        try {
            JsonWebKey published = JsonWebKey.Factory.newJwk(key.getPublicKey());
            published.setKeyId(key.getKeyId());
            published.setUse(key.getUse());
            published.setAlgorithm(key.getAlgorithm());
            return published;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean signs(PublicJsonWebKey key, SigningAlgorithm algorithm) {
        try {
            JsonWebSignature trial = new JsonWebSignature();
            trial.setAlgorithmHeaderValue(algorithm.jose());
            trial.setPayload("");
            trial.setKey(key.getPrivateKey());
            JsonWebSignature received = new JsonWebSignature();
            received.setCompactSerialization(trial.getCompactSerialization());
            received.setKey(key.getPublicKey());
            return received.verifySignature();
        } catch (JoseException e) {
            return false;
        }
    }

    /** A set or a single key. The library's reader of sets skips keys that it cannot read. */
    @SuppressWarnings("unchecked")
    private static List<PublicJsonWebKey> fromJwks(String text) throws JoseException {
        Map<String, Object> document = JsonUtil.parseJson(text);
        List<PublicJsonWebKey> keys = new ArrayList<>();
        for (Object jwk : (List<?>) document.getOrDefault("keys", List.of(document))) {
            keys.add(PublicJsonWebKey.Factory.newPublicJwk((Map<String, Object>) jwk));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("the file contains no key");
        }
        return keys;
    }

    private static void refuseUnusable(PublicJsonWebKey key, SigningAlgorithm algorithm) {
        boolean usable = key.getPublicKey() instanceof RSAKey rsa
                ? algorithm == SigningAlgorithm.RS256 && rsa.getModulus().bitLength() >= SHORTEST_RSA_BITS
                : key.toParams(OutputControlLevel.PUBLIC_ONLY).get("crv").equals(CURVES.get(algorithm))
                        && EllipticCurves.isPoint(key.getPublicKey());
        if (!usable || !isMeantFor(algorithm, key)) {
            throw new IllegalArgumentException("a key is too short, of another kind or use, or no point of its curve");
        }
    }

    /** A file may state the purpose of a key (RFC 7517, sections 4.2 to 4.4). */
    private static boolean isMeantFor(SigningAlgorithm algorithm, PublicJsonWebKey key) {
        List<String> operations = key.getKeyOps();
        return (key.getUse() == null || key.getUse().equals("sig"))
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm.jose()))
                && (operations == null || operations.contains("sign") || operations.contains("verify"));
    }

    /** The JWK thumbprint (RFC 7638), which is the same on every instance. */
    private static void ensureKeyId(PublicJsonWebKey key) {
        if (key.getKeyId() == null) {
            key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
        }
        key.setUse("sig");
    }
}
