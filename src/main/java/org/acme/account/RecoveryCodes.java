package org.acme.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.acme.security.crypto.SecretTokens;

/** Codes that stand in for an authenticator that was lost: ten, each good for one use, kept by their hashes. */
@ApplicationScoped
class RecoveryCodes {

    private static final int COUNT = 10;

    /** 128 bits, so that a hash without salt and stretching cannot be turned back by trying. */
    private static final int BYTES = 16;

    private final EntityManager database;

    RecoveryCodes(EntityManager database) {
        this.database = database;
    }

    /** The account's new codes; the old ones are void. */
    List<String> replace(UUID user) {
        clear(user);
        List<String> codes = Stream.generate(() -> Rfc4648Base32.encode(SecretTokens.randomBytes(BYTES)))
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

    /** Uses a code up: of any number of calls at the same time, one is told that it was right. */
    boolean use(UUID user, String code) {
        return database.createNativeQuery("delete from recovery_codes where user_id = :user and hash = :hash")
                        .setParameter("user", user)
                        .setParameter("hash", SecretTokens.hash(normal(code)))
                        .executeUpdate()
                == 1;
    }

    /**
     * Accepts small letters, blanks and hyphens, as users type them; other letters that fold to ASCII stay what they
     * are.
     */
    private static String normal(String code) {
        String typed = code.replaceAll("[ -]", "");
        return typed.matches("[A-Za-z2-7]+") ? typed.toUpperCase(Locale.ROOT) : typed;
    }
}
