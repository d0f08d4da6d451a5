package org.acme.security.authentication.token;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
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
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Reads the first key of a PEM file. For a private key, computes the public key. */
final class PemKeys {

    private static final Map<String, String> JCA_NAMES = Map.of(
            PKCSObjectIdentifiers.rsaEncryption.getId(), "RSA",
            X9ObjectIdentifiers.id_ecPublicKey.getId(), "EC",
            EdECObjectIdentifiers.id_Ed25519.getId(), "Ed25519");

    private PemKeys() {}

    static List<PublicJsonWebKey> read(String text) throws IOException, JoseException {
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof PEMKeyPair pair) {
                    return List.of(pair(pair.getPrivateKeyInfo()));
                }
                if (found instanceof PrivateKeyInfo info) {
                    return List.of(pair(info));
                }
                if (found instanceof SubjectPublicKeyInfo info) {
                    return List.of(PublicJsonWebKey.Factory.newPublicJwk(publicKey(info)));
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
        throw new IllegalArgumentException("the file contains no key");
    }

    private static PublicJsonWebKey pair(PrivateKeyInfo info)
            throws IOException, GeneralSecurityException, JoseException {
        PrivateKey privateKey = KeyFactory.getInstance(JCA_NAMES.get(
                        info.getPrivateKeyAlgorithm().getAlgorithm().getId()))
                .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(publicKey(
                SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicOf(PrivateKeyFactory.createKey(info)))));
        jwk.setPrivateKey(privateKey);
        return jwk;
    }

    private static PublicKey publicKey(SubjectPublicKeyInfo info) throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance(
                        JCA_NAMES.get(info.getAlgorithm().getAlgorithm().getId()))
                .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
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
