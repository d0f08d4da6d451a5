package org.acme.security.graphql;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.PermissionsAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.ratelimit.OperationCount;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.jspecify.annotations.Nullable;

/**
 * Does what JAX-RS does before a REST operation: counts the call, refuses an operation without
 * {@code @PermissionsAllowed}, and parses arguments strictly. The interceptor that checks permissions is the same.
 */
@Singleton
record OperationGuard(OperationCount count, ObjectMapper json) {

    /** An operation with an unknown rate limit policy fails the startup. */
    void check(@Observes StartupEvent start, BeanManager beans) {
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(GraphQLApi.class))
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .forEach(count::check);
    }

    /**
     * @throws Problem 429 when a rate limit is exceeded
     * @throws ForbiddenException when the operation has no {@code @PermissionsAllowed}
     */
    void admit(Method operation) {
        count.admit(operation);
        boolean requiresPermission = operation.isAnnotationPresent(PermissionsAllowed.class)
                || operation.getDeclaringClass().isAnnotationPresent(PermissionsAllowed.class);
        if (!requiresPermission) {
            throw new ForbiddenException();
        }
    }

    /** @throws Problem 400 when the mapper for request bodies rejects the value */
    @Nullable
    Object read(String name, @Nullable Object argument, Type type) {
        if (argument == null) {
            return null;
        }
        JavaType named = json.getTypeFactory()
                .constructMapType(Map.class, json.constructType(String.class), json.constructType(type));
        try {
            Map<String, ?> arguments = json.convertValue(Map.of(name, argument), named);
            return Optional.<Object>ofNullable(arguments.get(name))
                    // A value that the mapper turns into null, such as an empty id, differs from an absent one.
                    .orElseThrow(IllegalArgumentException::new);
        } catch (IllegalArgumentException e) {
            throw failure(e);
        }
    }

    /** Unwraps the exception of a value's parser. A type that the mapper cannot handle is a failure of the service. */
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
