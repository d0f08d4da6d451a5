package org.acme.user;

import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/** The change would leave the service without an active administrator. */
class LastAdmin extends Problem {

    private static final long serialVersionUID = 1;

    LastAdmin() {
        super(ProblemCode.CONFLICT, "The last active administrator cannot be deleted, disabled or demoted.");
    }
}
