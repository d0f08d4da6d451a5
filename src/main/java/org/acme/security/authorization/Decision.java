package org.acme.security.authorization;

import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/**
 * The decision of a policy about an object that the caller may read: allowed, or refused with a reason for the client.
 */
public record Decision(boolean allowed, String reason) {

    /** @param reason for the client, when the condition is false */
    public static Decision allowIf(boolean condition, String reason) {
        return new Decision(condition, reason);
    }

    /** @throws Problem 403 with the reason, when refused */
    public void orForbidden() {
        if (!allowed) {
            throw new Problem(ProblemCode.FORBIDDEN, reason);
        }
    }
}
