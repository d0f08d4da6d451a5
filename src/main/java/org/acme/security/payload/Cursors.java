package org.acme.security.payload;

import jakarta.enterprise.context.ApplicationScoped;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.Caller;
import org.acme.security.crypto.Seal;
import org.acme.shared.Keyset;

/**
 * Places in a list, as clients carry them: sealed for one caller and one list with its filters and order, so that a
 * cursor leads nowhere else. What the caller may see is decided by the query all the same.
 */
@ApplicationScoped
public class Cursors {

    private final Seal seal;

    Cursors(Seal seal) {
        this.seal = seal;
    }

    /** @param list everything that makes this list another one than that */
    public String seal(Caller caller, String list, Keyset place) {
        return seal.seal(context(caller, list), place.toString());
    }

    /**
     * @param cursor null for the first page
     * @return null for the first page
     * @throws Problem 400 when the cursor was altered, or made for another caller or list
     */
    public Keyset open(Caller caller, String list, String cursor) {
        if (cursor == null) {
            return null;
        }
        return seal.open(context(caller, list), cursor)
                .map(Keyset::parse)
                .orElseThrow(() -> new Problem(
                        ProblemCode.MALFORMED_REQUEST,
                        "The cursor is invalid for this list. Use `nextCursor` of the previous page."));
    }

    private static String context(Caller caller, String list) {
        return "cursor/" + caller.id() + "/" + list;
    }
}
