package org.acme.user;

import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/** Without an active admin nobody could administer the service any more. */
class LastAdmin extends Problem {

    private static final long serialVersionUID = 1;

    LastAdmin() {
        super(ProblemCode.CONFLICT, "The last active administrator cannot be deleted, disabled or demoted.");
    }
}
