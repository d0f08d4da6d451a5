package org.acme.security.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLSchemaElement;
import graphql.schema.GraphQLTypeVisitorStub;
import graphql.schema.SchemaTransformer;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import java.util.Locale;

/**
 * Accepts only integers as literals of {@code Int} (GraphQL specification, section 3.5.1). The extension's scalar also
 * converts {@code 1.0}, {@code 1e0} and texts, also with digits of other scripts, and cuts numbers to their last 32
 * bits.
 */
final class IntegerLiterals extends GraphQLTypeVisitorStub {

    private static final String INT = "Int";

    private IntegerLiterals() {}

    static GraphQLSchema only(GraphQLSchema lenient) {
        return SchemaTransformer.transformSchema(lenient, new IntegerLiterals());
    }

    @Override
    public TraversalControl visitGraphQLScalarType(
            GraphQLScalarType scalar, TraverserContext<GraphQLSchemaElement> context) {
        return scalar.getName().equals(INT)
                ? changeNode(context, scalar.transform(strict -> strict.coercing(new Strict(scalar.getCoercing()))))
                : TraversalControl.CONTINUE;
    }

    private record Strict(Coercing<?, ?> lenient) implements Coercing<Object, Object> {

        @Override
        public Object parseLiteral(
                Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
            if (literal instanceof IntValue number && number.getValue().bitLength() < Integer.SIZE) {
                return lenient.parseLiteral(literal, variables, context, locale);
            }
            throw new CoercingParseLiteralException();
        }

        /** The mapper of the arguments checks values of variables. */
        @Override
        public Object parseValue(Object value, GraphQLContext context, Locale locale) {
            return lenient.parseValue(value, context, locale);
        }

        @Override
        public Object serialize(Object result, GraphQLContext context, Locale locale) {
            return lenient.serialize(result, context, locale);
        }

        @Override
        public Value<?> valueToLiteral(Object value, GraphQLContext context, Locale locale) {
            return lenient.valueToLiteral(value, context, locale);
        }
    }
}
