package org.acme.security.authorization;

import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/**
 * The decision of a policy about an object that the caller may read: allowed, or refused with a reason for the client.
 */
public record Decision(boolean allowed, String reason) {

    private static final Decision ALLOWED = new Decision(true, "");

    public static Decision allow() {
        return ALLOWED;
    }

    public static Decision refuse(String reason) {
        return new Decision(false, reason);
    }

    public static Decision allowIf(boolean condition, String otherwise) {
        return condition ? allow() : refuse(otherwise);
    }

    /** @throws Problem 403 with the reason, when refused */
    public void orForbidden() {
        if (!allowed) {
            throw new Problem(ProblemCode.FORBIDDEN, reason);
        }
    }
}
