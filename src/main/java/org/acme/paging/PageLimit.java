package org.acme.paging;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The number of items per page: 1 to 100. */
@Schema(
        type = SchemaType.INTEGER,
        minimum = "1",
        maximum = "100",
        properties = {})
public record PageLimit(int value) {

    /** A string, for {@code @DefaultValue}. */
    public static final String DEFAULT = "20";

    static final int MAX = 100;

    /** For documents that cannot state minimum and maximum. */
    public static final String RANGE = "1 to " + MAX + "; " + DEFAULT + " by default.";

    /** {@link Integer#parseInt} also accepts signs, leading zeros and digits of other scripts. */
    private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,2}");

    /** @throws IllegalArgumentException when the value is not between 1 and 100 */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PageLimit {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("a page has 1 to " + MAX + " items");
        }
    }

    /** @throws IllegalArgumentException when the text is not a number from 1 to 100 in ASCII digits */
    public static PageLimit valueOf(String text) {
        if (!DIGITS.matcher(text).matches()) {
            throw new IllegalArgumentException("not a number in ASCII digits");
        }
        return new PageLimit(Integer.parseInt(text));
    }

    /** The requested limit; the default when absent. */
    public static PageLimit orDefault(@Nullable PageLimit asked) {
        return asked == null ? valueOf(DEFAULT) : asked;
    }

    /** Number of rows to query: one more than the page has, to detect a next page. */
    public int probe() {
        return value + 1;
    }

    /**
     * At least {@link #probe}, for a query whose text contains the number: one of two, because the plan of each text
     * stays in memory.
     */
    public int roundedProbe() {
        int usual = Integer.parseInt(DEFAULT);
        return (value <= usual ? usual : MAX) + 1;
    }
}
