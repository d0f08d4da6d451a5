package org.acme.security.crypto;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names for what is kept outside of the database: the same on all instances, and meaningless to whoever has not their
 * key, even when they can guess what was named (HMAC-SHA-256, cut to 128 bits).
 */
@Singleton
public class Pseudonyms {

    private static final int BYTES = 16;

    private final SecretKeySpec key;

    Pseudonyms(KeyMaterial material) {
        key = Seal.derived(material, "palisade/pseudonym/v1");
    }

    /** @param context what the name is for; the same text has another one elsewhere */
    public String of(String context, String text) {
        byte[] bound = Seal.hmac(key, context.getBytes(StandardCharsets.UTF_8));
        byte[] name = Seal.hmac(Seal.key(bound), text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(name, BYTES));
    }
}
