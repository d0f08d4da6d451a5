package org.acme.security.graphql;

import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.execution.AbortExecutionException;
import graphql.introspection.Introspection;
import graphql.parser.ParserOptions;
import graphql.parser.ParsingListener;
import graphql.schema.GraphQLSchema;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.acme.problem.Problem;

/** Executes documents within the limits. The extension's own engine would cache thousands of documents. */
@ApplicationScoped
class GraphQlEngine {

    /** Whitespace and commas are no tokens of the language, but the parser processes them. */
    private static final int BLANKS_PER_TOKEN = 10;

    private final GraphQL engine;
    private final GraphQlProblems problems;
    private final Map<Object, Object> context;
    private final GraphQlConfig config;

    GraphQlEngine(
            GraphQLSchema schema,
            GraphQlRequestLimits limits,
            OperationGuard guard,
            GraphQlProblems problems,
            GraphQlConfig config) {
        this.problems = problems;
        this.config = config;
        this.engine = GraphQL.newGraphQL(StrictNumbers.only(schema))
                .defaultDataFetcherExceptionHandler(problems)
                .instrumentation(limits)
                .build();
        this.context = Map.of(
                ParserOptions.class,
                ParserOptions.newParserOptions()
                        .maxTokens(config.maxTokens())
                        .maxWhitespaceTokens(config.maxTokens() * BLANKS_PER_TOKEN)
                        .parsingListener(GraphQlEngine::requireOneSpelling)
                        .build(),
                Introspection.INTROSPECTION_DISABLED,
                !GraphQlRequestLimits.INTROSPECTION,
                OperationGuard.class,
                guard);
    }

    /** Removes the extension's routes: they accept malformed JSON and WebSockets, and bypass the JAX-RS controls. */
    static void removeRoutes(@Observes Router router) {
        router.getRoutes().stream()
                .filter(route -> route.getPath() != null && route.getPath().startsWith("/graphql"))
                .toList()
                .forEach(Route::remove);
    }

    /** Rejects the literal {@code -0} while its text is known: once parsed, it equals 0. */
    private static void requireOneSpelling(ParsingListener.Token token) {
        if ("-0".equals(token.getText())) {
            Problem refusal = Problem.malformed("The literal `-0` is not allowed. Write `0`.");
            throw new AbortExecutionException(List.of(GraphQlProblems.failure(refusal)));
        }
    }

    GraphQlResponse execute(GraphQlRequest request) {
        try {
            LiteralLimits.check(request.query());
        } catch (Problem e) {
            return GraphQlResponse.refused(e, problems);
        }
        ExecutionInput input = ExecutionInput.newExecutionInput(request.query())
                .operationName(request.operationName())
                .variables(request.values())
                .locale(Locale.ROOT)
                .graphQLContext(context)
                .graphQLContext(Map.of(ResponseBudget.class, new ResponseBudget(config)))
                .build();
        try {
            return GraphQlResponse.of(engine.execute(input), problems);
        } catch (RuntimeException e) {
            if (GraphQlRequestLimits.hasBegun(input.getGraphQLContext())) {
                throw e;
            }
            // The parser and the rules of the engine fail with some documents instead of refusing them.
            return GraphQlResponse.refused(GraphQlProblems.malformed(e), problems);
        }
    }
}
