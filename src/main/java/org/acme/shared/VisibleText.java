package org.acme.shared;

import java.util.regex.Pattern;

/** Recognizes text that a reader can see: with a character other than blanks, controls, format characters and marks. */
public final class VisibleText {

    /** The last five are letters and a symbol without a glyph: of Hangul, and the empty Braille pattern. */
    private static final String CHARACTER =
            "[^\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Mn}\\p{Me}\\u115f\\u1160\\u3164\\uffa0\\u2800]";

    /** Matches a text with a visible character. */
    public static final String REGEX = "[\\s\\S]*" + CHARACTER + "[\\s\\S]*";

    /** For documents that cannot state the expression. */
    public static final String REQUIRED = "Not only blanks, controls and format characters.";

    private static final Pattern VISIBLE = Pattern.compile(CHARACTER);

    private VisibleText() {}

    public static boolean is(String text) {
        return VISIBLE.matcher(text).find();
    }

    public static boolean isVisible(int character) {
        return is(Character.toString(character));
    }
}
