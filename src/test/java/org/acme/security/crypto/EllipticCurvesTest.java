package org.acme.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies signatures of the JDK, so that two implementations have to agree. */
class EllipticCurvesTest {

    /** Several before and after the key has a table. */
    private static final int SIGNATURES = 8;

    private final Random random = new Random(4);

    /** Keys that meet the base point and its multiples in the tables, and others. */
    static Stream<BigInteger> privateKeys() {
        BigInteger order = CustomNamedCurves.getByName("P-256").getN();
        Stream<BigInteger> small =
                Stream.of(0, 1, 31, 32, 33, 64, 128, 224, 255).map(BigInteger.ONE::shiftLeft);
        return Stream.concat(
                small.flatMap(scalar -> Stream.of(scalar, order.subtract(scalar), scalar.add(BigInteger.TWO))),
                new Random(3).ints(20).mapToObj(seed -> new BigInteger(255, new Random(seed))));
    }

    @ParameterizedTest
    @MethodSource("privateKeys")
    void es256_signature_verifies_at_each_use_of_a_key_and_an_altered_one_never(BigInteger secret)
            throws GeneralSecurityException {
        SignatureVerifier verifier = EllipticCurves.verifier(publicKey(secret));
        for (int i = 0; i < SIGNATURES; i++) {
            byte[] text = new byte[random.nextInt(200)];
            random.nextBytes(text);
            byte[] signature = sign(secret, text);

            assertThat(verifier.verifies(text, signature)).isTrue();

            signature[random.nextInt(signature.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            assertThat(verifier.verifies(text, signature)).isFalse();
        }
    }

    private static byte[] sign(BigInteger secret, byte[] text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(secret, p256())));
        signature.update(text);
        return signature.sign();
    }

    private static PublicKey publicKey(BigInteger secret) throws GeneralSecurityException {
        var point = CustomNamedCurves.getByName("P-256").getG().multiply(secret).normalize();
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(
                                point.getAffineXCoord().toBigInteger(),
                                point.getAffineYCoord().toBigInteger()),
                        p256()));
    }

    private static ECParameterSpec p256() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }
}
