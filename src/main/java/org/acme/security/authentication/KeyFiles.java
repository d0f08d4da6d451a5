package org.acme.security.authentication;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
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
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Reads a private key from a PEM or JWKS file and works out the public key that belongs to it. */
final class KeyFiles {

    private static final Map<String, String> JCA_NAMES = Map.of(
            PKCSObjectIdentifiers.rsaEncryption.getId(), "RSA",
            X9ObjectIdentifiers.id_ecPublicKey.getId(), "EC",
            EdECObjectIdentifiers.id_Ed25519.getId(), "Ed25519");

    private KeyFiles() {}

    /** @throws IllegalStateException when the file cannot be read or holds no private key of a known kind */
    static KeyPair read(String location) {
        try {
            String text = Files.readString(Path.of(location));
            return text.stripLeading().startsWith("{") ? fromJwks(text) : fromPem(text);
        } catch (IOException | GeneralSecurityException | JoseException | RuntimeException unusable) {
            throw new IllegalStateException(
                    "app.jwt.private-key-location must name a PEM or JWKS file with an RSA, P-256 or Ed25519 private key",
                    unusable);
        }
    }

    private static KeyPair fromJwks(String text) throws JoseException {
        String set = text.contains("\"keys\"") ? text : "{\"keys\":[" + text + "]}";
        for (JsonWebKey key : new JsonWebKeySet(set).getJsonWebKeys()) {
            if (key instanceof PublicJsonWebKey pair && pair.getPrivateKey() != null) {
                return new KeyPair(pair.getPublicKey(), pair.getPrivateKey());
            }
        }
        throw new IllegalArgumentException("no private key in the set");
    }

    private static KeyPair fromPem(String text) throws IOException, GeneralSecurityException {
        PrivateKeyInfo info;
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            Object found = parser.readObject();
            while (found != null && !(found instanceof PrivateKeyInfo) && !(found instanceof PEMKeyPair)) {
                found = parser.readObject();
            }
            info = found instanceof PEMKeyPair pair ? pair.getPrivateKeyInfo() : (PrivateKeyInfo) found;
        }
        KeyFactory keys = KeyFactory.getInstance(
                JCA_NAMES.get(info.getPrivateKeyAlgorithm().getAlgorithm().getId()));
        PrivateKey privateKey = keys.generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        byte[] publicKey = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                        publicOf(PrivateKeyFactory.createKey(info)))
                .getEncoded();
        return new KeyPair(keys.generatePublic(new X509EncodedKeySpec(publicKey)), privateKey);
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
