package org.acme.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The {@code If-Match} header: the representations that the client is willing to replace (RFC 9110, section 13.1.1).
 * Comparison is strong, so a weak tag never matches.
 */
@Schema(
        type = SchemaType.STRING,
        description = "The `ETag` of the resource as the client read it, or its `version` in double quotes.",
        pattern = "^(\\*|(W/)?\"[!#-~]{0,64}\"( *, *(W/)?\"[!#-~]{0,64}\"){0,9})$",
        examples = "\"0\"")
public record IfMatch(List<String> tags) {

    private static final String ANY = "*";

    /** A tag and the comma before the next one. A tag may contain commas. */
    private static final Pattern ELEMENT =
            Pattern.compile("\\G[ \\t]*+((?:W/)?\"[\\x21\\x23-\\x7e]{0,64}\")[ \\t]*+(?:,(?!$)|$)");

    private static final int MAXIMUM = 10;

    /** @throws IllegalArgumentException when the header is not a list of entity tags, or has more than ten */
    public static IfMatch valueOf(String header) {
        return new IfMatch(read(header));
    }

    /** Parses a list of entity tags (RFC 9110, section 8.8.3) or a single asterisk. */
    static List<String> read(String header) {
        if (ANY.equals(header)) {
            return List.of(ANY);
        }
        List<String> tags = new ArrayList<>();
        int end = 0;
        for (Matcher element = ELEMENT.matcher(header); tags.size() < MAXIMUM && element.find(); end = element.end()) {
            tags.add(element.group(1));
        }
        if (tags.isEmpty() || end < header.length()) {
            throw new IllegalArgumentException("not a list of entity tags");
        }
        return tags;
    }

    /** For GraphQL, which sends the version as a number. */
    public static IfMatch version(long version) {
        return new IfMatch(List.of(quoted(version)));
    }

    /**
     * @param tag of the current representation, in double quotes
     * @param version of the object, for clients that know only the version
     */
    public boolean matches(String tag, long version) {
        return tags.contains(ANY) || tags.contains(tag) || tags.contains(quoted(version));
    }

    private static String quoted(long version) {
        return "\"" + version + "\"";
    }
}
