package org.acme.security.idempotency;

import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.acme.problem.Problem;
import org.acme.security.authentication.Caller;
import org.acme.security.crypto.SecretTokens;

/**
 * The idempotency key of a request, with its user and operation.
 *
 * @param keyHash SHA-256 of the key
 * @param fingerprint SHA-256 of URL, body, credential and permissions, which a retry must repeat
 */
record KeyUse(UUID user, String operation, String keyHash, String fingerprint) {

    /** Visible ASCII without the delimiters of structured fields: quote, backslash, comma and semicolon (RFC 9651). */
    private static final Pattern KEY = Pattern.compile("[\\x21\\x23-\\x2b\\x2d-\\x3a\\x3c-\\x5b\\x5d-\\x7e]{1,255}");

    /**
     * @param lines the values of the {@code Idempotency-Key} header
     * @param content URL and body
     * @throws Problem 400 when they are not exactly one valid key
     */
    static KeyUse of(Caller caller, String credential, String operation, List<String> lines, String content) {
        String permissions = String.join(" ", new TreeSet<>(caller.permissions()));
        return new KeyUse(
                caller.id(),
                operation,
                SecretTokens.hash(key(lines)),
                SecretTokens.hash(credential + "\n" + permissions + "\n" + content));
    }

    /** The draft requires a quoted string. The same text without quotes is the same key. */
    private static String key(List<String> lines) {
        String line = lines.size() == 1 ? lines.get(0).strip() : "";
        boolean quoted = line.length() > 1 && line.startsWith("\"") && line.endsWith("\"");
        String key = quoted ? line.substring(1, line.length() - 1) : line;
        if (!KEY.matcher(key).matches()) {
            throw Problem.malformed(
                    "Send one `Idempotency-Key` of 1 to 255 visible ASCII characters in double quotes, without"
                            + " quotes, backslashes, commas or semicolons inside.");
        }
        return key;
    }

    /** Identifies the row, for the associated data of its ciphertext and for the lock. */
    String row() {
        return row(user, operation, keyHash);
    }

    static String row(UUID user, String operation, String keyHash) {
        return "idempotency/" + user + "/" + operation + "/" + keyHash;
    }
}
