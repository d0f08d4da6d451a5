package org.acme.security.graphql;

import org.acme.problem.Problem;

/**
 * Limits the text of a GraphQL request before it is parsed. The time to parse a number grows with the square of its
 * digits, and that of a block string with the square of its lines; both are one token. Values of variables have the
 * limits of JSON instead.
 */
final class LiteralLimits {

    /** As in JSON. */
    private static final int MAX_DIGITS = 40;

    private static final int MAX_LINE_BREAKS = 5_000;

    private LiteralLimits() {}

    /** @throws Problem 400 when the text has too many digits in a row, or too many line breaks */
    static void check(String text) {
        int digits = 0;
        int lineBreaks = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            digits = character >= '0' && character <= '9' ? digits + 1 : 0;
            if (digits > MAX_DIGITS) {
                throw refusal(MAX_DIGITS + " digits in a row");
            }
            if ((character == '\n' || character == '\r') && ++lineBreaks > MAX_LINE_BREAKS) {
                throw refusal(MAX_LINE_BREAKS + " line breaks");
            }
        }
    }

    private static Problem refusal(String most) {
        return Problem.malformed("A GraphQL request can have at most " + most + ". Send long texts in variables.");
    }
}
