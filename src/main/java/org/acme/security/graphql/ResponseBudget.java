package org.acme.security.graphql;

import java.util.concurrent.atomic.AtomicInteger;
import org.acme.problem.Problem;

/**
 * Limits the items and characters of one response: aliases multiply lists and texts, all of which stay in memory until
 * the response is complete.
 */
final class ResponseBudget {

    private final int maxRows;
    private final int maxCharacters;
    private final Problem tooMuchText;
    private final AtomicInteger rows = new AtomicInteger();
    private final AtomicInteger characters = new AtomicInteger();

    ResponseBudget(GraphQlConfig config) {
        this.maxRows = config.maxRows();
        this.maxCharacters = config.maxCharacters();
        this.tooMuchText = Problem.malformed("The response to one GraphQL request can contain at most " + maxCharacters
                + " characters of text. Request fewer reports at once. A mutation with this error has taken effect.");
    }

    /**
     * @throws Problem 400 when the lists of this request together ask for more items than {@code app.graphql.max-rows}
     */
    void takeRows(int asked) {
        if (rows.addAndGet(asked) > maxRows) {
            throw Problem.malformed(
                    "The lists of one GraphQL request can return at most " + maxRows + " items together.");
        }
    }

    /**
     * To be called before a mutation is executed, so that none takes effect after one whose result was refused.
     *
     * @throws Problem 400 when earlier operations of this request have exceeded {@code app.graphql.max-characters}
     */
    void requireRoom() {
        if (characters.get() > maxCharacters) {
            throw Problem.malformed("This mutation was not executed, because the text of earlier ones has more than "
                    + maxCharacters + " characters.");
        }
    }

    /**
     * @throws Problem 400, the same each time, when the texts of this response together exceed
     *     {@code app.graphql.max-characters}
     */
    void takeText(CharSequence text) {
        if (characters.addAndGet(Character.codePointCount(text, 0, text.length())) > maxCharacters) {
            throw tooMuchText;
        }
    }
}
