package org.acme.security.crypto;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import org.acme.shared.Digests;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * P-256 and Ed25519 by Bouncy Castle. Each request with a proof verifies a signature, and the JDK takes several times
 * as long.
 */
public final class EllipticCurves {

    private static final ECDomainParameters P256 = new ECDomainParameters(CustomNamedCurves.getByName("P-256"));
    private static final int BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;

    static {
        Comb.attachTo(P256.getG());
    }

    private EllipticCurves() {}

    /** An invalid point is no key (RFC 7518, section 6.2.1; RFC 8032, section 5.1.3). */
    public static boolean isPoint(PublicKey key) {
        try {
            parameters(key);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * ECDSA with SHA-256 (RFC 7518, section 3.4), or Ed25519 (RFC 8037, section 3.1).
     *
     * @param key a point of the curve
     */
    static SignatureVerifier verifier(PublicKey key) {
        AsymmetricKeyParameter point = parameters(key);
        SignatureVerifier verifier = point instanceof ECPublicKeyParameters p256
                ? new Es256(p256)
                : (signed, signature) -> verifiesEd25519(point, signed, signature);
        return (signed, signature) -> signature.length == SIGNATURE_BYTES && verifier.verifies(signed, signature);
    }

    /** Computes the table of its key for the second signature, because most keys that sign again sign often. */
    private static final class Es256 implements SignatureVerifier {

        private final ECPublicKeyParameters key;
        private volatile boolean signedBefore;

        Es256(ECPublicKeyParameters key) {
            this.key = key;
        }

        @Override
        public boolean verifies(byte[] signed, byte[] signature) {
            if (signedBefore) {
                Comb.attachTo(key.getQ());
            }
            var verifier = new ECDSASigner();
            verifier.init(false, key);
            boolean valid = verifier.verifySignature(
                    Digests.sha256(signed),
                    new BigInteger(1, signature, 0, BYTES),
                    new BigInteger(1, signature, BYTES, BYTES));
            if (valid) {
                signedBefore = true;
            }
            return valid;
        }
    }

    private static boolean verifiesEd25519(AsymmetricKeyParameter key, byte[] signed, byte[] signature) {
        var verifier = new Ed25519Signer();
        verifier.init(false, key);
        verifier.update(signed, 0, signed.length);
        return verifier.verifySignature(signature);
    }

    private static AsymmetricKeyParameter parameters(PublicKey key) {
        if (key instanceof ECPublicKey coordinates) {
            ECPoint point = coordinates.getW();
            return new ECPublicKeyParameters(P256.getCurve().createPoint(point.getAffineX(), point.getAffineY()), P256);
        }
        byte[] encoded = key.getEncoded();
        return new Ed25519PublicKeyParameters(encoded, encoded.length - BYTES);
    }
}
