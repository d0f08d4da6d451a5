package org.acme.account;

import java.util.regex.Pattern;

/**
 * Writes a name that a stranger chose into a mail: mail programs must find no address in it to make a link of, and no
 * line break that ends it. Letters, digits, blanks and the signs that names have remain; all else becomes a dot.
 */
final class PlainName {

    /** A full stop between two characters is how a domain looks. */
    private static final Pattern FOREIGN = Pattern.compile("[^\\p{L}\\p{M}\\p{N} '’.-]|\\.(?=\\S)");

    private PlainName() {}

    static String of(String name) {
        return FOREIGN.matcher(name).replaceAll("·");
    }
}
