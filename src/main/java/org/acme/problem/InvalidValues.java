package org.acme.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Names the fields that Bean Validation refused, as the client wrote them: no method, no argument, no rejected value.
 */
final class InvalidValues {

    private InvalidValues() {}

    static Problem problem(ConstraintViolationException exception) {
        if (exception.getConstraintViolations().stream().anyMatch(InvalidValues::isOurFault)) {
            return new Problem(ProblemCode.INTERNAL_ERROR);
        }
        List<Violation> violations = exception.getConstraintViolations().stream()
                .map(violation -> new Violation(field(violation), violation.getMessage()))
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .toList();
        return Problem.invalid(violations);
    }

    /** A return value that breaks its constraints is a defect of the service, not of the request. */
    private static boolean isOurFault(ConstraintViolation<?> violation) {
        return nodes(violation).stream().anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
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
