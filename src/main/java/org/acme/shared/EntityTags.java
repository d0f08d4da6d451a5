package org.acme.shared;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parses a list of entity tags (RFC 9110, section 8.8.3) or a single asterisk. */
final class EntityTags {

    private static final String ANY = "*";
    private static final Pattern TAG = Pattern.compile("(W/)?\"[\\x21\\x23-\\x7e]{0,64}\"");
    private static final int MAXIMUM = 10;

    private EntityTags() {}

    /** @throws IllegalArgumentException when the header is not a list of entity tags, or has more than ten */
    static List<String> read(String header) {
        if (ANY.equals(header)) {
            return List.of(ANY);
        }
        List<String> tags =
                Stream.of(header.split(",", MAXIMUM + 1)).map(String::strip).toList();
        if (tags.size() > MAXIMUM
                || !tags.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
            throw new IllegalArgumentException("not a list of entity tags");
        }
        return tags;
    }
}
