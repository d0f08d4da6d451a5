package org.acme.security.authentication;

import jakarta.inject.Singleton;
import org.acme.security.crypto.KeyMaterial;

/** Lets other keys be derived from the signing key, which every instance has and no client knows. */
@Singleton
class SigningKeyMaterial implements KeyMaterial {

    private final TokenKeys keys;

    SigningKeyMaterial(TokenKeys keys) {
        this.keys = keys;
    }

    @Override
    public byte[] bytes() {
        return keys.signing().getEncoded();
    }
}
