package org.acme.mfa;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.acme.security.crypto.SecretTokens;
import org.bouncycastle.util.encoders.Base32;

/**
 * Generates and verifies recovery codes, which replace a lost authenticator: ten codes, each valid once, stored as
 * hashes.
 */
@Singleton
record RecoveryCodes(EntityManager database) {

    private static final int COUNT = 10;

    /** 128 bits of entropy, so that an unsalted fast hash resists brute force. */
    private static final int BYTES = 16;

    /** Generates new codes for the account and invalidates the old ones. */
    List<String> replace(UUID user) {
        clear(user);
        List<String> codes = Stream.generate(() -> Base32.toBase32String(SecretTokens.randomBytes(BYTES)))
                .map(code -> code.replace("=", ""))
                .limit(COUNT)
                .toList();
        codes.forEach(
                code -> database.createNativeQuery("insert into recovery_codes (user_id, hash) values (:user, :hash)")
                        .setParameter("user", user)
                        .setParameter("hash", SecretTokens.hash(code))
                        .executeUpdate());
        return codes;
    }

    void clear(UUID user) {
        database.createNativeQuery("delete from recovery_codes where user_id = :user")
                .setParameter("user", user)
                .executeUpdate();
    }

    /** Consumes a code. Of concurrent calls, only one returns true. */
    boolean use(UUID user, String code) {
        return database.createNativeQuery("delete from recovery_codes where user_id = :user and hash = :hash")
                        .setParameter("user", user)
                        .setParameter("hash", SecretTokens.hash(normal(code)))
                        .executeUpdate()
                == 1;
    }

    /** Accepts lower case, spaces and hyphens, as users type them. Only ASCII letters are folded. */
    private static String normal(String code) {
        String typed = code.replaceAll("[ -]", "");
        return typed.matches("[A-Za-z2-7]+") ? typed.toUpperCase(Locale.ROOT) : typed;
    }
}
