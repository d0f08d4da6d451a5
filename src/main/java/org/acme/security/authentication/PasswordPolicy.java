package org.acme.security.authentication;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.acme.problem.Problem;
import org.acme.security.breach.BreachedPasswords;
import org.acme.shared.EmailAddress;

/**
 * Which passwords may be set: 12 to 128 characters of any kind, none that attackers try first, none that contains what
 * everybody knows of its owner (NIST SP 800-63B, section 5.1.1.2; there are no rules of composition).
 */
@Singleton
public class PasswordPolicy {

    private static final int MIN = 12;
    private static final int MAX = 128;

    /** Shorter names and local parts occur in too many good passwords. */
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
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * @param field the JSON field that the password came in, for the answer
     * @throws Problem 400 with the reason, when the password may not be set
     */
    public void check(String field, String password, EmailAddress email, String displayName) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN || length > MAX) {
            throw Problem.invalid(field, "must have " + MIN + " to " + MAX + " characters");
        }
        String plain = password.toLowerCase(Locale.ROOT);
        if (common.contains(plain) || breached.contains(password)) {
            throw Problem.invalid(field, "is one of the passwords that attackers try first");
        }
        if (contains(plain, email.localPart()) || contains(plain, displayName)) {
            throw Problem.invalid(field, "must not contain the name or the e-mail address");
        }
    }

    private static boolean contains(String password, String known) {
        String name = known.strip().toLowerCase(Locale.ROOT);
        return name.length() >= SHORTEST_NAME && password.contains(name);
    }
}
