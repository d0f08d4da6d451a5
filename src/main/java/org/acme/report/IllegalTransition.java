package org.acme.report;

import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/** The report's status does not allow this. */
class IllegalTransition extends Problem {

    private static final long serialVersionUID = 1;

    IllegalTransition(String detail) {
        super(ProblemCode.CONFLICT, detail);
    }
}
