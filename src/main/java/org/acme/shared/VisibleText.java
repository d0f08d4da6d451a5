package org.acme.shared;

/** Recognizes text that a reader can see: with a character other than blanks, controls, format characters and marks. */
public final class VisibleText {

    /** Letters and symbols without a glyph: of Hangul, and the empty Braille pattern. */
    private static final String FILLERS = "\u115f\u1160\u3164\uffa0\u2800";

    /** Matches a text with a visible character. */
    public static final String REGEX = "[\\s\\S]*[^\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Mn}\\p{Me}" + FILLERS + "][\\s\\S]*";

    private VisibleText() {}

    public static boolean is(String text) {
        return text.codePoints().anyMatch(VisibleText::isVisible);
    }

    public static boolean isVisible(int character) {
        int type = Character.getType(character);
        return !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.NON_SPACING_MARK
                && type != Character.ENCLOSING_MARK
                && FILLERS.indexOf(character) < 0;
    }
}
