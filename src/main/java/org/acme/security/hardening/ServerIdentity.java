package org.acme.security.hardening;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.X509KeyManager;

/** Reads certificate and key as the server will, and tries whether they are of any use to it. */
final class ServerIdentity {

    private static final String CERTIFICATE = "app.tls.certificate (APP_TLS_CERTIFICATE)";
    private static final String KEY = "app.tls.key (APP_TLS_KEY)";
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

    private ServerIdentity() {}

    /** What is wrong, by the name of the property; null when nothing is. */
    static String refusal(Path certificate, Path key) {
        if (!isReadable(certificate)) {
            return CERTIFICATE + " must name a file that the service can read";
        }
        if (!isReadable(key)) {
            return KEY + " must name a file that the service can read";
        }
        try {
            return refusal(keyManager(certificate, key));
        } catch (CertificateExpiredException | CertificateNotYetValidException outOfDate) {
            return CERTIFICATE + " is expired, or not valid yet";
        } catch (Exception unreadable) {
            return CERTIFICATE + " and " + KEY
                    + " must hold, in PEM, a certificate and its RSA or EC key, not encrypted";
        }
    }

    private static boolean isReadable(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }

    private static String refusal(X509KeyManager identity) throws GeneralSecurityException {
        for (Map.Entry<String, String> signature : SIGNATURES.entrySet()) {
            String[] aliases = identity.getServerAliases(signature.getKey(), null);
            if (aliases != null) {
                X509Certificate own = identity.getCertificateChain(aliases[0])[0];
                own.checkValidity();
                return isPair(identity, aliases[0], signature.getValue())
                        ? null
                        : KEY + " does not belong to " + CERTIFICATE;
            }
        }
        throw new GeneralSecurityException("neither RSA nor EC");
    }

    private static boolean isPair(X509KeyManager identity, String alias, String algorithm)
            throws GeneralSecurityException {
        byte[] message = CERTIFICATE.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Signature signature = Signature.getInstance(algorithm);
        try {
            signature.initSign(identity.getPrivateKey(alias));
            signature.update(message);
            byte[] signed = signature.sign();
            signature.initVerify(identity.getCertificateChain(alias)[0].getPublicKey());
            signature.update(message);
            return signature.verify(signed);
        } catch (java.security.InvalidKeyException | java.security.SignatureException otherKind) {
            return false;
        }
    }

    /** The files are handed over as values, so nothing is asked of a Vert.x instance, and none is there yet. */
    private static X509KeyManager keyManager(Path certificate, Path key) throws Exception {
        return (X509KeyManager) new PemKeyCertOptions()
                .addCertValue(buffer(certificate))
                .addKeyValue(buffer(key))
                .getKeyManagerFactory(null)
                .getKeyManagers()[0];
    }

    private static Buffer buffer(Path file) throws IOException {
        return Buffer.buffer(Files.readAllBytes(file));
    }
}
