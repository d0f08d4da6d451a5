package org.acme.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.NotNull;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Lists the invalid fields of a Bean Validation failure by their JSON names, without Java methods, arguments or
 * rejected values.
 */
final class InvalidValues {

    private InvalidValues() {}

    static Problem problem(ConstraintViolationException exception) {
        if (exception.getConstraintViolations().stream().anyMatch(InvalidValues::isServerDefect)) {
            return new Problem(ProblemCode.INTERNAL_ERROR);
        }
        if (exception.getConstraintViolations().stream().anyMatch(InvalidValues::isMissingBody)) {
            return new Problem(ProblemCode.MALFORMED_REQUEST);
        }
        List<Violation> violations = exception.getConstraintViolations().stream()
                .map(violation -> new Violation(field(violation), violation.getMessage()))
                .distinct()
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .toList();
        return Problem.invalid(violations);
    }

    /** An invalid return value is a defect of the service, not of the request. */
    private static boolean isServerDefect(ConstraintViolation<?> violation) {
        return nodes(violation).stream().anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
    }

    /** An empty body or JSON {@code null}: no field is invalid, and the parameter has only a Java name. */
    private static boolean isMissingBody(ConstraintViolation<?> violation) {
        return violation.getConstraintDescriptor().getAnnotation() instanceof NotNull
                && nodes(violation).stream().noneMatch(node -> node.getKind() == ElementKind.PROPERTY);
    }

    private static String field(ConstraintViolation<?> violation) {
        List<Path.Node> nodes = nodes(violation);
        boolean inBody = nodes.stream().anyMatch(node -> node.getKind() == ElementKind.PROPERTY);
        return nodes.stream()
                .filter(node -> node.getKind() == (inBody ? ElementKind.PROPERTY : ElementKind.PARAMETER))
                .map(Path.Node::getName)
                .collect(Collectors.joining("."));
    }

    private static List<Path.Node> nodes(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .toList();
    }
}
