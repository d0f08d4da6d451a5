package org.acme.shared;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Recognizes text that PostgreSQL can store: valid Unicode without NUL. */
public final class StorableText {

    private StorableText() {}

    /** Requires strict UTF-8 (RFC 3629), which overlong sequences are not. */
    public static boolean is(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(utf8))
                            .toString()
                            .indexOf('\0')
                    < 0;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Rejects NUL and unpaired surrogates (RFC 8259, section 8.2). */
    public static boolean is(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
