package org.acme.security.edge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Accepts query strings that every parser reads the same way. */
final class QueryText {

    /** RFC 3986, section 3.4, without the semicolon, which some parsers treat as an ampersand. */
    private static final Pattern QUERY = Pattern.compile("(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9._~!$&'()*+,=:@/?-]++)*+");

    private QueryText() {}

    /** Requires valid percent-encoding of valid UTF-8 without NUL, which PostgreSQL cannot store. */
    static boolean isReadable(String query) {
        if (!QUERY.matcher(query).matches()) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.allocate(query.length());
        for (int i = 0; i < query.length(); i++) {
            if (query.charAt(i) == '%') {
                bytes.put((byte) Integer.parseInt(query.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.put((byte) query.charAt(i));
            }
        }
        try {
            return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(bytes.flip())
                            .toString()
                            .indexOf('\0')
                    < 0;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }
}
