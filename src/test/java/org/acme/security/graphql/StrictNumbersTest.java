package org.acme.security.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scalars for large numbers, which no operation uses, as an operation of another service would. */
@QuarkusTest
class StrictNumbersTest {

    private static final GraphQLContext CONTEXT = GraphQLContext.getDefault();

    @Inject
    GraphQLSchema schema;

    private Coercing<?, ?> strict(String scalar) {
        return ((GraphQLScalarType) StrictNumbers.only(schema).getType(scalar)).getCoercing();
    }

    private Object literal(String scalar, Value<?> literal) {
        return strict(scalar).parseLiteral(literal, CoercedVariables.emptyVariables(), CONTEXT, Locale.ROOT);
    }

    private Object value(String scalar, Object value) {
        return strict(scalar).parseValue(value, CONTEXT, Locale.ROOT);
    }

    @Test
    void usual_large_numbers_are_converted() {
        assertThat(literal("BigInteger", new IntValue(BigInteger.TEN.pow(30)))).isEqualTo(BigInteger.TEN.pow(30));
        assertThat(literal("BigInteger", new FloatValue(new BigDecimal("1e400"))))
                .isEqualTo(BigInteger.TEN.pow(400));
        assertThat(literal("BigDecimal", new FloatValue(new BigDecimal("12.50"))))
                .isEqualTo(new BigDecimal("12.50"));
        assertThat(value("BigInteger", BigInteger.TEN)).isEqualTo(BigInteger.TEN);
        assertThat(value("BigDecimal", new BigDecimal("12.50"))).isEqualTo(new BigDecimal("12.50"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e401", "-1e401", "1e-401", "1e600000000", "1e-600000000"})
    void number_with_more_than_400_decimal_places_is_refused(String number) {
        for (String scalar : new String[] {"BigInteger", "BigDecimal"}) {
            assertThatExceptionOfType(CoercingParseLiteralException.class)
                    .isThrownBy(() -> literal(scalar, new FloatValue(new BigDecimal(number))));
            assertThatExceptionOfType(CoercingParseValueException.class)
                    .isThrownBy(() -> value(scalar, new BigDecimal(number)));
        }
    }

    static Stream<Object> noNumbers() {
        return Stream.of("7", "1e1000000", true);
    }

    @ParameterizedTest
    @MethodSource("noNumbers")
    void large_number_in_a_variable_must_not_be_text_or_boolean(Object noNumber) {
        assertThatExceptionOfType(CoercingParseValueException.class).isThrownBy(() -> value("BigInteger", noNumber));
        assertThatExceptionOfType(CoercingParseValueException.class).isThrownBy(() -> value("BigDecimal", noNumber));
    }
}
