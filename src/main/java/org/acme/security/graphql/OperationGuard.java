package org.acme.security.graphql;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.PermissionsAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.ratelimit.OperationCount;

/**
 * What JAX-RS does for an operation of REST before it is called: counts it, keeps it closed unless somebody said who
 * may call it, and reads its arguments strictly. The permission itself is asked by the same interceptor.
 */
@ApplicationScoped
class OperationGuard {

    private final OperationCount count;
    private final ObjectMapper json;

    OperationGuard(OperationCount count, ObjectMapper json) {
        this.count = count;
        this.json = json;
    }

    /** @throws Problem 429 when a window is full */
    void admit(Method operation) {
        count.admit(operation);
        boolean open = operation.isAnnotationPresent(PermissionsAllowed.class)
                || operation.getDeclaringClass().isAnnotationPresent(PermissionsAllowed.class);
        if (!open) {
            throw new ForbiddenException();
        }
    }

    /** @throws Problem 400 when the mapper that reads bodies would not take the value */
    Object read(String name, Object argument, Type type) {
        if (argument == null) {
            return null;
        }
        JavaType named = json.getTypeFactory()
                .constructMapType(Map.class, json.constructType(String.class), json.constructType(type));
        try {
            Map<String, ?> arguments = json.convertValue(Map.of(name, argument), named);
            return Optional.<Object>ofNullable(arguments.get(name))
                    // What the mapper takes for nothing, as an empty id, is not what the client left out.
                    .orElseThrow(IllegalArgumentException::new);
        } catch (IllegalArgumentException unfit) {
            throw failure(unfit);
        }
    }

    /** The mapper wraps what a reader of the value throws, and its own failure to make sense of the type. */
    private static RuntimeException failure(IllegalArgumentException unfit) {
        Throwable reason = unfit.getCause();
        if (reason instanceof InvalidDefinitionException) {
            return unfit;
        }
        if (reason != null && reason.getCause() instanceof Problem ours) {
            return ours;
        }
        Problem malformed = new Problem(ProblemCode.MALFORMED_REQUEST);
        malformed.initCause(unfit);
        return malformed;
    }
}
