package org.acme.shared;

/** Recognizes text that a reader can see: with a character other than blanks, controls and format characters. */
public final class VisibleText {

    /** Matches a text with a visible character. */
    public static final String REGEX = "[\\s\\S]*[^\\s\\p{Z}\\p{Cc}\\p{Cf}][\\s\\S]*";

    private VisibleText() {}

    public static boolean is(String text) {
        return text.codePoints().anyMatch(VisibleText::isVisible);
    }

    public static boolean isVisible(int character) {
        int type = Character.getType(character);
        return !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && type != Character.CONTROL
                && type != Character.FORMAT;
    }
}
