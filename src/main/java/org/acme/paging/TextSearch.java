package org.acme.paging;

import java.util.regex.Pattern;

/**
 * Bounds of a search for a part of a text. A rare text is found at once, by an index of trigrams (PostgreSQL, pg_trgm)
 * or among up to 4,000 own and 4,000 shared rows. A frequent text, or one without a trigram, is searched for in the
 * order of the list: each request reads a bounded number of rows, so its page can contain fewer rows than requested and
 * still have a next page.
 */
public final class TextSearch {

    /** Texts with more hits than this are searched for in the order of the list. */
    public static final int RARE = 200;

    /** How many rows of the list one request of such a search reads. */
    public static final int DEPTH = 500;

    /** What clients must know about the pages of a search. */
    public static final String PAGES =
            "A page of a search can have fewer items than the limit, or none, and still have a next page.";

    private static final Pattern TRIGRAM = Pattern.compile("[A-Za-z0-9]{3}");

    private TextSearch() {}

    /** Whether the text certainly has a trigram; for one that has none, the index would be read as a whole. */
    public static boolean hasTrigram(String text) {
        return TRIGRAM.matcher(text).find();
    }
}
