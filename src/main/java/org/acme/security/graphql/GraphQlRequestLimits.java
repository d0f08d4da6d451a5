package org.acme.security.graphql;

import graphql.ExecutionResult;
import graphql.GraphQLContext;
import graphql.execution.AbortExecutionException;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.execution.instrumentation.parameters.InstrumentationValidationParameters;
import graphql.language.TypeName;
import graphql.language.VariableDefinition;
import graphql.validation.ValidationError;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.acme.problem.Problem;

/**
 * Rejects large documents before validation, which costs more than their length suggests, and conditions
 * ({@code @skip}, {@code @include}) without a value, with which the engine would fail.
 */
@ApplicationScoped
class GraphQlRequestLimits extends SimplePerformantInstrumentation {

    /** Introspection is enabled in dev mode and tests only; no setting enables it in production. */
    static final boolean INTROSPECTION = LaunchMode.current() != LaunchMode.NORMAL;

    private static final String NULL_CONDITION = "A Boolean variable with a default value must not be null.";

    private final GraphQlConfig config;

    GraphQlRequestLimits(GraphQlConfig config) {
        this.config = config;
    }

    @Override
    public InstrumentationContext<List<ValidationError>> beginValidation(
            InstrumentationValidationParameters parameters, InstrumentationState state) {
        try {
            new GraphQlRequestSize(parameters.getDocument(), config).check();
        } catch (Problem e) {
            throw new AbortExecutionException(List.of(GraphQlProblems.failure(e)));
        }
        return SimpleInstrumentationContext.noOp();
    }

    /** Whether the engine has accepted the document. */
    static boolean hasBegun(GraphQLContext context) {
        return context.hasKey(GraphQlRequestLimits.class);
    }

    /**
     * In a condition, validation accepts a nullable variable with a default value; the engine fails when it is null.
     */
    @Override
    public InstrumentationContext<ExecutionResult> beginExecuteOperation(
            InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
        ExecutionContext execution = parameters.getExecutionContext();
        execution.getGraphQLContext().put(GraphQlRequestLimits.class, parameters);
        Map<String, Object> values = execution.getCoercedVariables().toMap();
        for (VariableDefinition variable : execution.getOperationDefinition().getVariableDefinitions()) {
            if (variable.getDefaultValue() != null
                    && variable.getType() instanceof TypeName type
                    && type.getName().equals("Boolean")
                    && values.get(variable.getName()) == null) {
                throw new AbortExecutionException(List.of(GraphQlProblems.failure(Problem.malformed(NULL_CONDITION))));
            }
        }
        return SimpleInstrumentationContext.noOp();
    }
}
