package org.acme.security.inventory;

import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Produces;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.RequiresRecentLogin;
import org.acme.security.idempotency.Idempotent;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Derives the documented failures of an operation from its path, parameters and annotations. */
final class DerivedProblems {

    private DerivedProblems() {}

    static Set<ProblemCode> of(String path, Operation operation, OperationMethod method) {
        Set<ProblemCode> codes = EnumSet.of(
                ProblemCode.MALFORMED_REQUEST,
                ProblemCode.RATE_LIMITED,
                ProblemCode.INTERNAL_ERROR,
                ProblemCode.UNAVAILABLE);
        addIf(codes, path.contains("{"), ProblemCode.NOT_FOUND);
        addIf(codes, method.has(Valid.class), ProblemCode.VALIDATION_FAILED);
        addIf(codes, method.has(Produces.class), ProblemCode.NOT_ACCEPTABLE);
        addIf(codes, method.has(PermissionsAllowed.class), ProblemCode.UNAUTHENTICATED, ProblemCode.FORBIDDEN);
        addIf(
                codes,
                method.has(PermissionsAllowed.class) || takesCredentials(operation),
                ProblemCode.INVALID_DPOP_PROOF,
                ProblemCode.DPOP_NONCE_REQUIRED);
        addIf(codes, method.has(RequiresRecentLogin.class), ProblemCode.REAUTHENTICATION_REQUIRED);
        addIf(codes, method.has(Deprecation.class), ProblemCode.GONE);
        addIf(
                codes,
                method.has(Idempotent.class),
                ProblemCode.CONFLICT,
                ProblemCode.IDEMPOTENCY_KEY_IN_USE,
                ProblemCode.IDEMPOTENCY_KEY_REUSED);
        addIf(
                codes,
                operation.getRequestBody() != null,
                ProblemCode.PAYLOAD_TOO_LARGE,
                ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        ifMatch(operation).ifPresent(parameter -> {
            codes.add(ProblemCode.PRECONDITION_FAILED);
            addIf(codes, Boolean.TRUE.equals(parameter.getRequired()), ProblemCode.PRECONDITION_REQUIRED);
        });
        method.annotation(FailsWith.class)
                .map(stated -> Stream.of(stated.value().asEnumArray()))
                .orElseGet(Stream::empty)
                .map(ProblemCode::valueOf)
                .forEach(codes::add);
        return codes;
    }

    private static void addIf(Set<ProblemCode> codes, boolean condition, ProblemCode... implied) {
        if (condition) {
            codes.addAll(Set.of(implied));
        }
    }

    /** Operations without a permission of their own, such as GraphQL, declare their credentials. */
    static boolean takesCredentials(Operation operation) {
        return operation.getSecurity() != null && !operation.getSecurity().isEmpty();
    }

    static Optional<Parameter> ifMatch(Operation operation) {
        return Stream.ofNullable(operation.getParameters())
                .flatMap(List::stream)
                .filter(parameter -> "If-Match".equals(parameter.getName()))
                .findFirst();
    }
}
