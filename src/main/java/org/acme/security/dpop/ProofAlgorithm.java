package org.acme.security.dpop;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.acme.security.crypto.Rfc4648Base64Url;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Signature algorithms of proofs (RFC 7518, RFC 8037), all asymmetric, each with the one form of its public key. */
enum ProofAlgorithm {
    ES256("ES256", "EC", "P-256", 64, List.of("x", "y")),
    EDDSA("EdDSA", "OKP", "Ed25519", 64, List.of("x")),
    RS256("RS256", "RSA", null, 0, List.of("n", "e")),
    PS256("PS256", "RSA", null, 0, List.of("n", "e"));

    /** The list for {@code WWW-Authenticate} (RFC 9449, section 7.1). */
    static final String NAMES =
            Arrays.stream(values()).map(algorithm -> algorithm.jose).collect(Collectors.joining(" "));

    /** Members of private and symmetric keys (RFC 7518, section 6). */
    private static final List<String> SECRETS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private static final int COORDINATE_BYTES = 32;

    /** At least 128 bits of security strength (NIST SP 800-57, part 1, section 5.6.1.1). */
    private static final int MIN_RSA_BITS = 3072;

    /** Bounds the cost of a verification. */
    private static final int MAX_RSA_BITS = 4096;

    /** 65537. Another exponent can make a verification expensive or a key weak. */
    private static final String RSA_EXPONENT = "AQAB";

    private final String jose;
    private final String keyType;
    private final @Nullable String curve;
    private final int signatureBytes;
    private final List<String> parameters;

    ProofAlgorithm(String jose, String keyType, @Nullable String curve, int signatureBytes, List<String> parameters) {
        this.jose = jose;
        this.keyType = keyType;
        this.curve = curve;
        this.signatureBytes = signatureBytes;
        this.parameters = parameters;
    }

    static ProofAlgorithm of(@Nullable String jose) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.jose.equals(jose))
                .findFirst()
                .orElseThrow(ProofFault.ALGORITHM::refused);
    }

    /** @throws RefusedProof when {@code jwk} is not a public key of this algorithm in its canonical form */
    ProofKey key(JsonNode jwk) {
        boolean usable = jwk.isObject()
                && SECRETS.stream().noneMatch(jwk::has)
                && keyType.equals(ProofJson.text(jwk, "kty"))
                && (curve == null || curve.equals(ProofJson.text(jwk, "crv")))
                && (!jwk.has("alg") || jose.equals(ProofJson.text(jwk, "alg")))
                && (!jwk.has("use") || "sig".equals(ProofJson.text(jwk, "use")))
                && parameters.stream().allMatch(name -> isCanonical(name, ProofJson.text(jwk, name)));
        if (!usable) {
            throw ProofFault.KEY.refused();
        }
        try {
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(members(jwk));
            if (key.getPublicKey() instanceof ECPublicKey point && !isOnCurve(point)) {
                throw ProofFault.KEY.refused();
            }
            return new ProofKey(this, key.getPublicKey(), key.calculateBase64urlEncodedThumbprint("SHA-256"));
        } catch (JoseException e) {
            throw ProofFault.KEY.refused();
        }
    }

    /** Only what the key consists of. Other members are ignored, as RFC 7517, section 4, requires. */
    private Map<String, Object> members(JsonNode jwk) {
        Map<String, Object> members = new TreeMap<>(Map.of("kty", keyType));
        if (curve != null) {
            members.put("crv", curve);
        }
        parameters.forEach(name -> members.put(name, ProofJson.text(jwk, name)));
        return members;
    }

    private static boolean isCanonical(String parameter, @Nullable String text) {
        byte[] bytes = text == null ? null : Rfc4648Base64Url.decode(text).orElse(null);
        if (bytes == null || bytes.length == 0) {
            return false;
        }
        return switch (parameter) {
            case "e" -> RSA_EXPONENT.equals(text);
            case "n" -> {
                int bits = new BigInteger(1, bytes).bitLength();
                yield bytes[0] != 0 && bits >= MIN_RSA_BITS && bits <= MAX_RSA_BITS;
            }
            default -> bytes.length == COORDINATE_BYTES;
        };
    }

    /** An invalid point is no key (RFC 7518, section 6.2.1). */
    private static boolean isOnCurve(ECPublicKey key) {
        EllipticCurve p256 = EllipticCurves.P256.getCurve();
        BigInteger p = ((ECFieldFp) p256.getField()).getP();
        BigInteger x = key.getW().getAffineX();
        BigInteger y = key.getW().getAffineY();
        BigInteger right = x.pow(3).add(p256.getA().multiply(x)).add(p256.getB());
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.pow(2).subtract(right).mod(p).signum() == 0;
    }

    boolean verifies(ProofKey key, byte[] signed, byte[] signature) {
        if (signatureBytes > 0 && signature.length != signatureBytes) {
            return false;
        }
        try {
            return implementation().verifySignature(signature, key.key(), signed, new ProviderContext());
        } catch (JoseException e) {
            return false;
        }
    }

    private JsonWebSignatureAlgorithm implementation() throws JoseException {
        return AlgorithmFactoryFactory.getInstance().getJwsAlgorithmFactory().getAlgorithm(jose);
    }
}
