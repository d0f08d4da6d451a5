package org.acme.security.graphql;

import java.util.concurrent.atomic.AtomicInteger;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/**
 * The rows that all lists of one request may hold together: aliases multiply pages, and each page is held in memory.
 */
final class RowBudget {

    private final int max;
    private final AtomicInteger asked = new AtomicInteger();

    RowBudget(int max) {
        this.max = max;
    }

    /** @throws Problem 400 when the lists of this request ask for more rows together than one request may return */
    void take(int rows) {
        if (asked.addAndGet(rows) > max) {
            throw new Problem(
                    ProblemCode.MALFORMED_REQUEST, "The lists of one request can hold " + max + " items together.");
        }
    }
}
