package org.acme.user;

import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/** The e-mail address is already in use. Only administrators receive this response. */
class EmailAlreadyTaken extends Problem {

    private static final long serialVersionUID = 1;

    EmailAlreadyTaken() {
        super(ProblemCode.CONFLICT, "The e-mail address is already in use.");
    }
}
