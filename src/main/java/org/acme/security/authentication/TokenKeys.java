package org.acme.security.authentication;

import jakarta.inject.Singleton;
import java.security.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.acme.security.authentication.token.JwtConfig;
import org.acme.security.authentication.token.KeyFiles;
import org.acme.security.authentication.token.SharedSecret;
import org.acme.security.authentication.token.SigningAlgorithm;
import org.acme.security.crypto.KeyMaterial;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jspecify.annotations.Nullable;

/**
 * Holds the signing key and the verification keys of access tokens, by key id. Other keys are derived from the signing
 * key, which all instances share and no client knows.
 */
@Singleton
public class TokenKeys implements KeyMaterial {

    private final String signingId;
    private final Key signing;
    private final Map<String, Key> verifying = new LinkedHashMap<>();
    private final List<JsonWebKey> published = new ArrayList<>();

    public TokenKeys(JwtConfig config) {
        if (config.algorithm() == SigningAlgorithm.HS256) {
            SharedSecret secret = new SharedSecret(config.secret().orElseThrow());
            signingId = secret.id();
            signing = secret.key();
            verifying.put(secret.id(), secret.key());
            config.previousSecret().map(SharedSecret::new).ifPresent(old -> verifying.put(old.id(), old.key()));
        } else {
            List<PublicJsonWebKey> keys =
                    KeyFiles.read(config.privateKeyLocation().orElseThrow(), config.algorithm());
            PublicJsonWebKey own = KeyFiles.signing(keys, config.algorithm());
            signingId = own.getKeyId();
            signing = own.getPrivateKey();
            keys.forEach(this::accept);
            config.verificationKeyLocations().stream()
                    .flatMap(List::stream)
                    .flatMap(file -> KeyFiles.read(file, config.algorithm()).stream())
                    .forEach(this::accept);
        }
    }

    private void accept(PublicJsonWebKey key) {
        Key known = verifying.putIfAbsent(key.getKeyId(), key.getPublicKey());
        if (known == null) {
            published.add(KeyFiles.published(key));
        } else if (!known.equals(key.getPublicKey())) {
            throw new IllegalStateException("the files of app.jwt.private-key-location and"
                    + " app.jwt.verification-key-locations contain different keys with the same kid");
        }
    }

    public String signingId() {
        return signingId;
    }

    public Key signing() {
        return signing;
    }

    @Override
    public byte[] bytes() {
        return signing.getEncoded();
    }

    /** The key with this id, or null. */
    public @Nullable Key verifying(String id) {
        return verifying.get(id);
    }

    /** The public keys as a JWK set (RFC 7517); empty for HS256. */
    public String publicKeys() {
        return new JsonWebKeySet(published).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }
}
