package org.acme.shared;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The {@code If-Match} header: the versions of an object that a client is willing to replace (RFC 9110, section
 * 13.1.1). Comparison is strong, so a weak tag never matches.
 */
@Schema(type = SchemaType.STRING)
public record IfMatch(List<String> tags) {

    private static final Pattern TAG = Pattern.compile("\\*|(W/)?\"[\\x21\\x23-\\x7e]{0,64}\"");

    /** @throws IllegalArgumentException when the header is not a list of entity tags, or is longer than ten of them */
    public static IfMatch valueOf(String header) {
        List<String> tags = Stream.of(header.split(",", 11)).map(String::strip).toList();
        if (tags.size() > 10 || !tags.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
            throw new IllegalArgumentException("not a list of entity tags");
        }
        return new IfMatch(tags);
    }

    /** For protocols that say the version as a number. */
    public static IfMatch version(long version) {
        return new IfMatch(List.of("\"" + version + "\""));
    }

    public boolean matches(long version) {
        return tags.contains("*") || tags.contains("\"" + version + "\"");
    }
}
