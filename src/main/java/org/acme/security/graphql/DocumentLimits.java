package org.acme.security.graphql;

import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationValidationParameters;
import graphql.validation.ValidationError;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.acme.problem.GraphQlProblems;
import org.acme.problem.Problem;

/** Turns large documents away before they are validated, which costs more than their length. */
@ApplicationScoped
class DocumentLimits extends SimplePerformantInstrumentation {

    /** Tools may ask for the schema in dev mode and tests; no setting opens it in production. */
    static final boolean INTROSPECTION = LaunchMode.current() != LaunchMode.NORMAL;

    private final GraphQlConfig config;

    DocumentLimits(GraphQlConfig config) {
        this.config = config;
    }

    @Override
    public InstrumentationContext<List<ValidationError>> beginValidation(
            InstrumentationValidationParameters parameters, InstrumentationState state) {
        try {
            new DocumentSize(parameters.getDocument(), config).check();
        } catch (Problem tooLarge) {
            throw new AbortExecutionException(List.of(GraphQlProblems.failure(tooLarge)));
        }
        return SimpleInstrumentationContext.noOp();
    }
}
