package org.acme.security.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLSchemaElement;
import graphql.schema.GraphQLTypeVisitorStub;
import graphql.schema.SchemaTransformer;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/**
 * Restricts the extension's scalars for numbers: they convert texts, even with digits of other scripts. {@code Int}
 * also converts {@code 1.0} and {@code 1e0}, and cuts numbers to their last 32 bits. The large ones compute all digits
 * of {@code 1e100000000}, which takes a minute, even as an unused default value.
 */
final class StrictNumbers extends GraphQLTypeVisitorStub {

    private static final String INT = "Int";
    private static final Set<String> LARGE = Set.of("BigInteger", "BigDecimal");

    /** Maximum number of decimal places, before and after the point. */
    private static final int MAX_SCALE = 400;

    private StrictNumbers() {}

    static GraphQLSchema only(GraphQLSchema lenient) {
        return SchemaTransformer.transformSchema(lenient, new StrictNumbers());
    }

    @Override
    public TraversalControl visitGraphQLScalarType(
            GraphQLScalarType scalar, TraverserContext<GraphQLSchemaElement> context) {
        boolean isLarge = LARGE.contains(scalar.getName());
        return isLarge || scalar.getName().equals(INT)
                ? changeNode(
                        context, scalar.transform(strict -> strict.coercing(new Strict(scalar.getCoercing(), isLarge))))
                : TraversalControl.CONTINUE;
    }

    private record Strict(Coercing<?, ?> lenient, boolean isLarge) implements Coercing<Object, Object> {

        /** {@code Int}: GraphQL specification, section 3.5.1. */
        @Override
        public Object parseLiteral(
                Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
            boolean isValid = literal instanceof IntValue number
                    ? isLarge || number.getValue().bitLength() < Integer.SIZE
                    : isLarge && literal instanceof FloatValue fraction && isShort(fraction.getValue());
            if (!isValid) {
                throw new CoercingParseLiteralException();
            }
            return lenient.parseLiteral(literal, variables, context, locale);
        }

        /** The mapper of the arguments checks values of variables, after the scalar has converted them. */
        @Override
        public Object parseValue(Object value, GraphQLContext context, Locale locale) {
            if (isLarge && !(value instanceof Number number && isShort(new BigDecimal(number.toString())))) {
                throw new CoercingParseValueException();
            }
            return lenient.parseValue(value, context, locale);
        }

        private static boolean isShort(BigDecimal number) {
            return number.scale() >= -MAX_SCALE && number.scale() <= MAX_SCALE;
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
