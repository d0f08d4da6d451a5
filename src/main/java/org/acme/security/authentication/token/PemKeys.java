package org.acme.security.authentication.token;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * Reads the keys of a PEM file, also those of certificates. For a private key, computes the public key. Other objects
 * stop the start, because what is skipped is missed at the next rotation.
 */
final class PemKeys {

    private static final JcaPEMKeyConverter KEYS = new JcaPEMKeyConverter();

    private PemKeys() {}

    static List<PublicJsonWebKey> read(String text) throws IOException, JoseException {
        List<PublicJsonWebKey> keys = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof PEMKeyPair pair) {
                    keys.add(pair(pair.getPrivateKeyInfo()));
                } else if (found instanceof PrivateKeyInfo info) {
                    keys.add(pair(info));
                } else if (found instanceof SubjectPublicKeyInfo info) {
                    keys.add(PublicJsonWebKey.Factory.newPublicJwk(KEYS.getPublicKey(info)));
                } else if (found instanceof X509CertificateHolder certificate) {
                    keys.add(PublicJsonWebKey.Factory.newPublicJwk(
                            KEYS.getPublicKey(certificate.getSubjectPublicKeyInfo())));
                } else if (!(found instanceof ASN1ObjectIdentifier)) {
                    // Encrypted, or of another kind. An identifier is the curve of the key that follows.
                    throw new IllegalArgumentException("an object is no key that can be read");
                }
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("the file contains no key");
        }
        return keys;
    }

    private static PublicJsonWebKey pair(PrivateKeyInfo info) throws IOException, JoseException {
        PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(KEYS.getPublicKey(
                SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicOf(PrivateKeyFactory.createKey(info)))));
        jwk.setPrivateKey(KEYS.getPrivateKey(info));
        return jwk;
    }

    private static AsymmetricKeyParameter publicOf(AsymmetricKeyParameter key) {
        if (key instanceof RSAPrivateCrtKeyParameters rsa) {
            return new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
        }
        if (key instanceof ECPrivateKeyParameters ec) {
            return new ECPublicKeyParameters(
                    ec.getParameters().getG().multiply(ec.getD()).normalize(), ec.getParameters());
        }
        return ((Ed25519PrivateKeyParameters) key).generatePublicKey();
    }
}
