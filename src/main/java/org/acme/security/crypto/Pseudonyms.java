package org.acme.security.crypto;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names for what is kept outside of the database: the same on all instances, and meaningless to whoever has not their
 * key, even when they can guess what was named (HMAC-SHA-256, cut to 128 bits).
 */
@Singleton
public class Pseudonyms {

    private static final int BYTES = 16;

    private final DerivedKey key;

    Pseudonyms(KeyMaterial material) {
        key = DerivedKey.of(material, "palisade/pseudonym/v1");
    }

    /** @param context what the name is for; the same text has another one elsewhere */
    public String of(String context, String text) {
        byte[] bound = key.mac(context.getBytes(StandardCharsets.UTF_8));
        byte[] name = DerivedKey.of(bound).mac(text.getBytes(StandardCharsets.UTF_8));
        return Rfc4648Base64Url.encode(Arrays.copyOf(name, BYTES));
    }
}
