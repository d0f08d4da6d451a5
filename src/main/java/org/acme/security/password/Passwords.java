package org.acme.security.password;

import jakarta.enterprise.context.ApplicationScoped;
import java.text.Normalizer;
import org.acme.security.crypto.SecretTokens;

/**
 * Hashes and verifies passwords with Argon2id and the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB of
 * memory or more, two passes, one lane. Hashing and verifying throw 503 when the queue is full (see
 * {@link PasswordConfig}).
 */
@ApplicationScoped
public class Passwords {

    private static final int SALT_BYTES = 16;

    private final HashingPool pool;
    private final Argon2Hash.Cost cost;

    /** The hash of a random password: verifying against it takes as long as a real verification. */
    private final String unknownAccountHash;

    Passwords(HashingPool pool, PasswordConfig config) {
        this.pool = pool;
        this.cost = new Argon2Hash.Cost(config.hashMemory(), 2, 1, 32);
        this.unknownAccountHash = hash(SecretTokens.random());
    }

    /** @return a PHC string, with its parameters and salt */
    public String hash(String password) {
        return pool.run(() -> Argon2Hash.of(cost, normal(password), SecretTokens.randomBytes(SALT_BYTES))
                .text());
    }

    public boolean verify(String password, String hash) {
        return pool.run(() -> Argon2Hash.parse(hash).isOf(normal(password)));
    }

    /** Takes as long as a verification and returns false, for accounts that do not exist. */
    public boolean verifyUnknownAccount(String password) {
        verify(password, unknownAccountHash);
        return false;
    }

    /** Whether the hash has outdated parameters and should be replaced at the next login. */
    public boolean isOutdated(String hash) {
        return !Argon2Hash.parse(hash).cost().equals(cost);
    }

    /**
     * Normalizes to NFKC, so that a password typed on two keyboards is the same (NIST SP 800-63B-4, section 3.1.1.2).
     */
    public static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }
}
