package org.acme.registration;

import java.util.regex.Pattern;

/**
 * Sanitizes a user-chosen name for an e-mail message. Letters, digits, spaces and common punctuation of names remain;
 * every other character becomes a dot, so that mail programs find no URL to link and no line break.
 */
final class PlainName {

    /** A full stop between two characters looks like a domain. */
    private static final Pattern FOREIGN = Pattern.compile("[^\\p{L}\\p{M}\\p{N} '’.-]|\\.(?=\\S)");

    private PlainName() {}

    static String of(String name) {
        return FOREIGN.matcher(name).replaceAll("·");
    }
}
