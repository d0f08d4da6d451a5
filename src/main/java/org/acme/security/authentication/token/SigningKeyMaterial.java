package org.acme.security.authentication.token;

import jakarta.inject.Singleton;
import org.acme.security.authentication.TokenKeys;
import org.acme.security.crypto.KeyMaterial;

/** Derives other keys from the signing key, which all instances share and no client knows. */
@Singleton
class SigningKeyMaterial implements KeyMaterial {

    private final TokenKeys keys;

    public SigningKeyMaterial(TokenKeys keys) {
        this.keys = keys;
    }

    @Override
    public byte[] bytes() {
        return keys.signing().getEncoded();
    }
}
