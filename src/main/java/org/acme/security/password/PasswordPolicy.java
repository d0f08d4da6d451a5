package org.acme.security.password;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.acme.problem.Problem;
import org.acme.shared.EmailAddress;
import org.acme.shared.VisibleText;

/**
 * Decides which passwords may be set (NIST SP 800-63B-4, section 3.1.1.2, for passwords as the only factor): 15 to 128
 * code points that Unicode assigns, not blank, not one repeated character, not a common or breached password, not
 * containing the user's name or the local part of the e-mail address. There are no composition rules. Existing
 * passwords stay valid.
 */
@Singleton
public class PasswordPolicy {

    /** The rule as the OpenAPI document states it. */
    public static final String RULE =
            "15 to 128 characters of Unicode. Must not be blank, a single repeated character, or a common or breached password,"
                    + " and must not contain the display name or the local part of the e-mail address.";

    /** In code points. */
    public static final int MIN = 15;

    /** In code points. */
    public static final int MAX = 128;

    /** Shorter names and local parts occur by chance in many good passwords. */
    private static final int SHORTEST_NAME = 3;

    private final Set<String> common;
    private final BreachedPasswords breached;

    PasswordPolicy(BreachedPasswords breached) {
        this.breached = breached;
        try (InputStream list =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("passwords/common.txt")) {
            common = new String(list.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Checks a password before it is set.
     *
     * @param field the JSON field of the password, for the violation
     * @throws Problem 400 with the reason, when the password is refused
     */
    public void check(String field, String password, EmailAddress email, String displayName) {
        String normal = Passwords.normal(password);
        if (Math.min(length(password), length(normal)) < MIN || length(password) > MAX) {
            throw Problem.invalid(field, "must have " + MIN + " to " + MAX + " characters");
        }
        // Newer versions of Java may normalize others differently (Unicode Standard Annex 15, section 3).
        if (!password.codePoints().allMatch(Character::isDefined)) {
            throw Problem.invalid(field, "must not contain a character that is too new or not assigned in Unicode");
        }
        // One character can be normalized to several different ones.
        if (isMonotonous(password) || isMonotonous(normal)) {
            throw Problem.invalid(field, "must not be blank or a single repeated character");
        }
        String plain = normal.toLowerCase(Locale.ROOT);
        if (common.contains(plain) || isBreached(password, normal)) {
            throw Problem.invalid(field, "must not be a common or breached password");
        }
        if (contains(plain, email.localPart()) || contains(plain, displayName)) {
            throw Problem.invalid(field, "must not contain the display name or the local part of the e-mail address");
        }
    }

    /** As typed and as hashed: an attacker who types the listed form logs in with either. */
    private boolean isBreached(String password, String normal) {
        return breached.contains(password) || !normal.equals(password) && breached.contains(normal);
    }

    private static int length(String password) {
        return password.codePointCount(0, password.length());
    }

    /** Whether the visible characters of the password are all the same, ignoring case, or there are none. */
    private static boolean isMonotonous(String password) {
        return password.codePoints()
                        .filter(VisibleText::isVisible)
                        .map(Character::toLowerCase)
                        .distinct()
                        .count()
                <= 1;
    }

    private static boolean contains(String password, String known) {
        String name = Passwords.normal(known).strip().toLowerCase(Locale.ROOT);
        return name.length() >= SHORTEST_NAME && password.contains(name);
    }
}
