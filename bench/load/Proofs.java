package bench;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.util.Base64;
import java.util.UUID;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/** Creates proofs with a P-256 key (RFC 9449), by Bouncy Castle: with the JDK, the load generator would be slower than the service. */
final class Proofs {

    private static final ECDomainParameters P256 = new ECDomainParameters(CustomNamedCurves.getByName("P-256"));

    private final ECPrivateKeyParameters key;
    private final String header;

    Proofs() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        key = new ECPrivateKeyParameters(((ECPrivateKey) keys.getPrivate()).getS(), P256);
        ECPoint point = ((ECPublicKey) keys.getPublic()).getW();
        header = encoded(("{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\"}}")
                .formatted(coordinate(point.getAffineX()), coordinate(point.getAffineY())));
    }

    /** @param token null where the proof accompanies no access token */
    String create(String method, String path, String token) {
        try {
            String hash = token == null
                    ? ""
                    : ",\"ath\":\"" + encoded(MessageDigest.getInstance("SHA-256").digest(ascii(token))) + "\"";
            String signed = header + "." + encoded("{\"jti\":\"%s\",\"htm\":\"%s\",\"htu\":\"%s\",\"iat\":%d%s}".formatted(
                    UUID.randomUUID(), method, Production.PUBLIC_URL + path, System.currentTimeMillis() / 1_000, hash));
            ECDSASigner signer = new ECDSASigner();
            signer.init(true, key);
            BigInteger[] signature = signer.generateSignature(MessageDigest.getInstance("SHA-256").digest(ascii(signed)));
            return signed + "." + encoded(BigIntegers.asUnsignedByteArray(32, signature[0]), BigIntegers.asUnsignedByteArray(32, signature[1]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String coordinate(BigInteger value) {
        return encoded(BigIntegers.asUnsignedByteArray(32, value));
    }

    private static String encoded(String text) {
        return encoded(ascii(text));
    }

    private static String encoded(byte[]... parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.concatenate(parts));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
