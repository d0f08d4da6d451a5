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
import org.acme.problem.Problem;

/** Rejects large documents before validation, which costs more than their length suggests. */
@ApplicationScoped
class DocumentLimits extends SimplePerformantInstrumentation {

    /** Introspection is enabled in dev mode and tests only; no setting enables it in production. */
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
        } catch (Problem e) {
            throw new AbortExecutionException(List.of(GraphQlProblems.failure(e)));
        }
        return SimpleInstrumentationContext.noOp();
    }
}
