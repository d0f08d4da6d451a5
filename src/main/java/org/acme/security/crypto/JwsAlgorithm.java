package org.acme.security.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Asymmetric signature algorithms (RFC 7518, RFC 8037), each with the one form of its public key. */
public enum JwsAlgorithm {
    ES256("ES256", "EC", "P-256", List.of("x", "y")),
    EDDSA("EdDSA", "OKP", "Ed25519", List.of("x")),
    RS256("RS256", "RSA", null, List.of("n", "e")),
    PS256("PS256", "RSA", null, List.of("n", "e"));

    /** The list for {@code WWW-Authenticate} (RFC 9449, section 7.1). */
    public static final String NAMES =
            Arrays.stream(values()).map(algorithm -> algorithm.jose).collect(Collectors.joining(" "));

    /** Members of private and symmetric keys (RFC 7518, section 6). */
    private static final List<String> SECRETS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private static final int COORDINATE_BYTES = 32;

    /** Bounds the cost of a verification. */
    private static final int MAX_RSA_BITS = 4096;

    /** 65537. Another exponent can make a verification expensive or a key weak. */
    private static final String RSA_EXPONENT = "AQAB";

    private final String jose;
    private final String keyType;
    private final @Nullable String curve;
    private final List<String> parameters;

    JwsAlgorithm(String jose, String keyType, @Nullable String curve, List<String> parameters) {
        this.jose = jose;
        this.keyType = keyType;
        this.curve = curve;
        this.parameters = parameters;
    }

    public static Optional<JwsAlgorithm> of(@Nullable String jose) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.jose.equals(jose))
                .findFirst();
    }

    /** The value of the {@code alg} header. */
    public String jose() {
        return jose;
    }

    /**
     * @param minRsaBits the shortest accepted RSA key
     * @return empty when {@code jwk} is not a public key of this algorithm in its canonical form
     */
    public Optional<PublicJsonWebKey> key(JsonNode jwk, int minRsaBits) {
        boolean usable = jwk.isObject()
                && SECRETS.stream().noneMatch(jwk::has)
                && keyType.equals(jwk.path("kty").textValue())
                && (curve == null || curve.equals(jwk.path("crv").textValue()))
                && (!jwk.has("alg") || jose.equals(jwk.path("alg").textValue()))
                && (!jwk.has("use") || "sig".equals(jwk.path("use").textValue()))
                && parameters.stream()
                        .allMatch(name -> isCanonical(name, jwk.path(name).textValue(), minRsaBits));
        if (!usable) {
            return Optional.empty();
        }
        try {
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(members(jwk));
            return curve != null && !EllipticCurves.isPoint(key.getPublicKey()) ? Optional.empty() : Optional.of(key);
        } catch (JoseException e) {
            return Optional.empty();
        }
    }

    /** Only what the key consists of. Other members are ignored, as RFC 7517, section 4, requires. */
    private Map<String, Object> members(JsonNode jwk) {
        Map<String, Object> members = new TreeMap<>(Map.of("kty", keyType));
        if (curve != null) {
            members.put("crv", curve);
        }
        parameters.forEach(name -> members.put(name, jwk.path(name).textValue()));
        return members;
    }

    private static boolean isCanonical(String parameter, @Nullable String text, int minRsaBits) {
        byte[] bytes = text == null ? null : Rfc4648Base64Url.decode(text).orElse(null);
        if (bytes == null || bytes.length == 0) {
            return false;
        }
        return switch (parameter) {
            case "e" -> RSA_EXPONENT.equals(text);
            case "n" -> {
                int bits = new BigInteger(1, bytes).bitLength();
                yield bytes[0] != 0 && bits >= minRsaBits && bits <= MAX_RSA_BITS;
            }
            default -> bytes.length == COORDINATE_BYTES;
        };
    }

    /** Verifies signatures of a key that {@link #key} returned. To be kept: later verifications are faster. */
    public SignatureVerifier verifier(PublicKey key) {
        return curve == null
                ? (signed, signature) -> verifiesRsa(key, signed, signature)
                : EllipticCurves.verifier(key);
    }

    private boolean verifiesRsa(PublicKey key, byte[] signed, byte[] signature) {
        try {
            return AlgorithmFactoryFactory.getInstance()
                    .getJwsAlgorithmFactory()
                    .getAlgorithm(jose)
                    .verifySignature(signature, key, signed, new ProviderContext());
        } catch (JoseException e) {
            return false;
        }
    }
}
