package org.acme.security.authentication;

import jakarta.inject.Singleton;
import java.security.Key;
import java.security.KeyPair;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/** The key that signs access tokens and the key that verifies them: one and the same for HS256, a pair otherwise. */
@Singleton
class TokenKeys {

    private final Key signing;
    private final Key verification;

    TokenKeys(JwtConfig config) {
        if (config.algorithm() == SigningAlgorithm.HS256) {
            byte[] secret = Base64.getDecoder().decode(config.secret().orElseThrow());
            signing = verification = new SecretKeySpec(secret, "HmacSHA256");
        } else {
            KeyPair pair = KeyFiles.read(config.privateKeyLocation().orElseThrow());
            signing = pair.getPrivate();
            verification = pair.getPublic();
        }
    }

    Key signing() {
        return signing;
    }

    Key verification() {
        return verification;
    }
}
