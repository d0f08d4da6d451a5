package org.acme.security.ratelimit;

import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import org.acme.problem.Problem;

/**
 * Counts the operations of a request that asks for several, as GraphQL does: each as if it had come alone, so that
 * putting many into one request gains nothing.
 */
@Singleton
public class OperationCount {

    private final Policies policies;
    private final Operations operations;
    private final Admission admission;

    OperationCount(Policies policies, Operations operations, Admission admission) {
        this.policies = policies;
        this.operations = operations;
        this.admission = admission;
    }

    /**
     * Admits the next operation of the current request.
     *
     * @throws Problem 429 when a window of the caller or of the operation is full; it counts in none then
     */
    public void admit(Method method) {
        Operation operation = Operation.isLimited(method) ? operations.of(method) : null;
        admission.ask(claims -> {
            claims.beginOperation();
            claims.add(policies.named(Policies.DEFAULT), operation, null);
            if (operation != null) {
                operation.policies().forEach(policy -> claims.add(policy, operation, null));
            }
        });
    }
}
