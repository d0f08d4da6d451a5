package org.acme.security.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import java.text.Normalizer;

/**
 * Hashes and verifies passwords with Argon2id at the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB of
 * memory, two passes, one lane. Every call may be refused with 503 when too many wait (see {@link PasswordConfig}).
 */
@ApplicationScoped
public class Passwords {

    private static final Argon2Hash.Cost COST = new Argon2Hash.Cost(19 * 1024, 2, 1, 32);
    private static final int SALT_BYTES = 16;

    private final HashingPool pool;

    /** The hash of a password that nobody has: verifying against it costs what verifying a real one does. */
    private final String nobody;

    Passwords(HashingPool pool) {
        this.pool = pool;
        this.nobody = hash(SecretTokens.random());
    }

    /** @return a PHC string, which carries its parameters and salt */
    public String hash(String password) {
        return pool.run(() -> Argon2Hash.of(COST, normal(password), SecretTokens.randomBytes(SALT_BYTES))
                .text());
    }

    public boolean verify(String password, String hash) {
        return pool.run(() -> Argon2Hash.parse(hash).isOf(normal(password)));
    }

    /** Takes the time of a verification and fails: for accounts that do not exist. */
    public boolean verifyNobody(String password) {
        return verify(password, nobody) && false;
    }

    /**
     * Whether the hash was made with other parameters than new ones are; to be replaced while the password is known.
     */
    public boolean isOutdated(String hash) {
        return !Argon2Hash.parse(hash).cost().equals(COST);
    }

    /** The same characters typed on two keyboards are the same password (NIST SP 800-63B-4, section 3.1.1.2). */
    public static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }
}
