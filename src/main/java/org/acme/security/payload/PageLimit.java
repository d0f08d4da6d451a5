package org.acme.security.payload;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many items a page may hold: 1 to 100, so that no request can ask for a whole table. */
@Schema(
        type = SchemaType.INTEGER,
        minimum = "1",
        maximum = "100",
        properties = {})
public record PageLimit(int value) {

    /** As text, for {@code @DefaultValue}. */
    public static final String DEFAULT = "20";

    private static final int MAX = 100;

    /** {@link Integer#parseInt} also takes a sign, zeros in front and the digits of other scripts. */
    private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,2}");

    /** @throws IllegalArgumentException when the value is not one from 1 to 100 */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PageLimit {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("a page holds 1 to " + MAX);
        }
    }

    /** @throws IllegalArgumentException when the text is no number from 1 to 100, in digits of ASCII alone */
    public static PageLimit valueOf(String text) {
        if (!DIGITS.matcher(text).matches()) {
            throw new IllegalArgumentException("not in digits");
        }
        return new PageLimit(Integer.parseInt(text));
    }

    /** What the client asked for, or the default when it did not say. */
    public static PageLimit orDefault(PageLimit asked) {
        return asked == null ? valueOf(DEFAULT) : asked;
    }

    /** One row more than the page holds tells whether there is a next page. */
    public int probe() {
        return value + 1;
    }
}
