package org.acme.security.transport;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** Reads the TLS certificate and key of the server, and verifies that they are valid and match. */
final class ServerIdentity {

    private static final String CERTIFICATE = "app.tls.certificate (APP_TLS_CERTIFICATE)";
    private static final String KEY = "app.tls.key (APP_TLS_KEY)";
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

    /** 112 bits of security strength (NIST SP 800-57, part 1, section 5.6.1.1), the least that authorities certify. */
    private static final int SHORTEST_RSA_BITS = 2048;

    private ServerIdentity() {}

    /** The defect, with the name of the property; null when both files are usable. */
    static @Nullable String refusal(Path certificate, Path key) {
        try {
            read(certificate, key);
            return null;
        } catch (GeneralSecurityException e) {
            return e.getMessage();
        }
    }

    /** @throws GeneralSecurityException when a file is unusable; the message names the property */
    static PemKeyCertOptions read(Path certificate, Path key) throws GeneralSecurityException {
        PemKeyCertOptions files = new PemKeyCertOptions()
                .addCertValue(content(certificate, CERTIFICATE))
                .addKeyValue(content(key, KEY));
        try {
            check(files);
            return files;
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            throw new GeneralSecurityException(CERTIFICATE + " is expired or not yet valid");
        } catch (Exception e) {
            throw new GeneralSecurityException(
                    CERTIFICATE + " and " + KEY
                            + " must contain, in PEM, a certificate and its unencrypted RSA (at least 2048 bits) or EC key",
                    e);
        }
    }

    private static Buffer content(Path file, String property) throws GeneralSecurityException {
        try {
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new GeneralSecurityException(property + " must name a readable file");
        }
    }

    /** The options hold the contents of the files, so no Vert.x instance is needed; none exists at startup. */
    static X509ExtendedKeyManager keys(PemKeyCertOptions files) throws GeneralSecurityException {
        try {
            return (X509ExtendedKeyManager) files.getKeyManagerFactory(null).getKeyManagers()[0];
        } catch (GeneralSecurityException e) {
            throw e;
        } catch (Exception e) {
            throw new GeneralSecurityException(CERTIFICATE + " and " + KEY + " are unusable", e);
        }
    }

    /** When the certificate expires. */
    static Instant expiry(X509KeyManager identity) throws GeneralSecurityException {
        return identity.getCertificateChain(alias(identity))[0].getNotAfter().toInstant();
    }

    private static String alias(X509KeyManager identity) throws GeneralSecurityException {
        return SIGNATURES.keySet().stream()
                .map(type -> identity.getServerAliases(type, null))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("certificate and key are not both RSA or both EC"))[0];
    }

    private static void check(PemKeyCertOptions files) throws GeneralSecurityException {
        X509KeyManager identity = keys(files);
        String alias = alias(identity);
        identity.getCertificateChain(alias)[0].checkValidity();
        if (identity.getPrivateKey(alias) instanceof RSAKey rsa
                && rsa.getModulus().bitLength() < SHORTEST_RSA_BITS) {
            throw new GeneralSecurityException("the RSA key is too short");
        }
        String algorithm = SIGNATURES.get(identity.getPrivateKey(alias).getAlgorithm());
        byte[] message = CERTIFICATE.getBytes(StandardCharsets.US_ASCII);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(identity.getPrivateKey(alias));
        signature.update(message);
        byte[] signed = signature.sign();
        signature.initVerify(identity.getCertificateChain(alias)[0].getPublicKey());
        signature.update(message);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the key does not match the certificate");
        }
    }
}
