package org.acme.problem;

import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import java.util.concurrent.RejectedExecutionException;

/** What a failure means where no mapper of JAX-RS is asked. */
final class Failures {

    private Failures() {}

    /** @param status what the failure comes with; it counts where nothing better is known */
    static ProblemCode codeOf(Throwable failure, int status) {
        if (failure instanceof Problem problem) {
            return problem.code();
        }
        if (failure instanceof AuthenticationException || failure instanceof UnauthorizedException) {
            return ProblemCode.UNAUTHENTICATED;
        }
        if (failure instanceof ForbiddenException) {
            return ProblemCode.FORBIDDEN;
        }
        if (failure instanceof RejectedExecutionException) {
            return ProblemCode.UNAVAILABLE;
        }
        return ProblemCode.ofStatus(status);
    }
}
