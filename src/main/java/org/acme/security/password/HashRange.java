package org.acme.security.password;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.security.outbound.OutboundResponse;

/**
 * The hash suffixes that share a prefix. Each line must be 35 hexadecimal digits, a colon and a count; otherwise the
 * whole response is rejected. Lines with a count of zero are padding.
 */
record HashRange(Set<String> suffixes) {

    private static final Pattern CONTENT_TYPE = Pattern.compile("(?i)text/plain *(;.*)?");
    private static final Pattern LINE = Pattern.compile("[0-9A-F]{35}:[0-9]+");
    private static final Pattern PADDING = Pattern.compile(".*:0+");
    private static final Pattern LINE_END = Pattern.compile("\r?\n");
    private static final Pattern LAST_LINE_END = Pattern.compile("\r?\n\\z");
    private static final int SUFFIX = 35;

    /** @throws InvalidHashRange when status, content type or any line is not as expected */
    static HashRange of(OutboundResponse response) {
        if (response.status() != 200) {
            throw new InvalidHashRange("status " + response.status());
        }
        if (!CONTENT_TYPE.matcher(response.contentType()).matches()) {
            throw new InvalidHashRange("content type");
        }
        String lines = LAST_LINE_END.matcher(response.text()).replaceFirst("");
        return new HashRange(Stream.of(LINE_END.split(lines, -1))
                .map(HashRange::checked)
                .filter(line -> !PADDING.matcher(line).matches())
                .map(line -> line.substring(0, SUFFIX))
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static String checked(String line) {
        if (!LINE.matcher(line).matches()) {
            throw new InvalidHashRange("line");
        }
        return line;
    }
}
