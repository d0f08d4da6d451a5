package org.acme.security.crypto;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Computes pseudonyms for guessable texts, such as addresses (HMAC-SHA-256, cut to 128 bits). They are the same on all
 * instances. Without the key, guesses cannot be tested.
 */
@Singleton
public class Pseudonyms {

    private static final int BYTES = 16;

    private final DerivedKey key;

    Pseudonyms(KeyMaterial material) {
        key = DerivedKey.of(material, "palisade/pseudonym/v1");
    }

    /** @param context the use; the same text has a different pseudonym in each context */
    public String of(String context, String text) {
        byte[] bound = key.mac(context.getBytes(StandardCharsets.UTF_8));
        byte[] name = DerivedKey.of(bound).mac(text.getBytes(StandardCharsets.UTF_8));
        return Rfc4648Base64Url.encode(Arrays.copyOf(name, BYTES));
    }
}
