package bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.UUID;

/** Creates proofs with a P-256 key (RFC 9449). */
final class Proofs {

    private final KeyPair keys;
    private final String header;

    Proofs() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        header = encoded(("{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\"}}")
                .formatted(coordinate(key.getW().getAffineX().toByteArray()), coordinate(key.getW().getAffineY().toByteArray())));
    }

    /** @param token null where the proof accompanies no access token */
    String create(String method, String path, String token) {
        try {
            String hash = token == null
                    ? ""
                    : ",\"ath\":\"" + encoded(MessageDigest.getInstance("SHA-256").digest(ascii(token))) + "\"";
            String signed = header + "." + encoded("{\"jti\":\"%s\",\"htm\":\"%s\",\"htu\":\"%s\",\"iat\":%d%s}".formatted(
                    UUID.randomUUID(), method, Production.PUBLIC_URL + path, System.currentTimeMillis() / 1_000, hash));
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(ascii(signed));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String coordinate(byte[] bytes) {
        byte[] coordinate = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, coordinate, 32 - length, length);
        return encoded(coordinate);
    }

    private static String encoded(String text) {
        return encoded(ascii(text));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
