package org.acme.security.authorization;

import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/**
 * The answer of a policy about an object that the caller can see: allowed, or refused with a reason that may be shown
 * to them.
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

    /** @throws Problem 403 when refused */
    public void orForbidden() {
        if (!allowed) {
            throw new Problem(ProblemCode.FORBIDDEN, reason);
        }
    }
}
