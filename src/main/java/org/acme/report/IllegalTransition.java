package org.acme.report;

import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/** The status of the report does not allow the change. */
class IllegalTransition extends Problem {

    private static final long serialVersionUID = 1;

    IllegalTransition(String detail) {
        super(ProblemCode.CONFLICT, detail);
    }
}
