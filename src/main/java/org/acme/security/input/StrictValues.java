package org.acme.security.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Function;

/**
 * Parses timestamps, dates, ids, enum constants and numbers in JSON in one form only. Jackson's own deserializers also
 * accept numbers as timestamps, arrays as dates, base64 ids, enum constants with blanks, {@code -0}, and exponents of
 * which a sum computes millions of digits.
 */
final class StrictValues extends SimpleModule {

    /** As in GraphQL. */
    private static final int MAX_SCALE = 400;

    StrictValues() {
        super("strict-values");
        addDeserializer(Instant.class, new Text<>(Instant.class, Rfc3339::parse));
        addDeserializer(LocalDate.class, new Text<>(LocalDate.class, Rfc3339::parseDate));
        addDeserializer(UUID.class, new Text<>(UUID.class, Ids::parse));
        addDeserializer(Long.class, new WholeNumber<>(Long.class, JsonParser::getLongValue));
        addDeserializer(Long.TYPE, new WholeNumber<>(Long.class, JsonParser::getLongValue));
        addDeserializer(Integer.class, new WholeNumber<>(Integer.class, JsonParser::getIntValue));
        addDeserializer(Integer.TYPE, new WholeNumber<>(Integer.class, JsonParser::getIntValue));
        addDeserializer(BigInteger.class, new WholeNumber<>(BigInteger.class, JsonParser::getBigIntegerValue));
        addDeserializer(BigDecimal.class, new ShortDecimal());
        addDeserializer(ObjectNode.class, new StrictTree());
        setDeserializerModifier(new Enumerations());
    }

    /** A value in a JSON string. */
    private static final class Text<T> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1;

        private final transient Function<String, T> reader;

        Text(Class<T> type, Function<String, T> reader) {
            super(type);
            this.reader = reader;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (T) context.handleUnexpectedToken(_valueClass, parser);
            }
            String text = parser.getText();
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException unfit) {
                return (T) context.handleWeirdStringValue(_valueClass, text, "another spelling is expected");
            }
        }
    }

    /** An integer without fraction, exponent or negative zero. */
    private static final class WholeNumber<T> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1;

        private interface Reader<T> {
            T read(JsonParser parser) throws IOException;
        }

        private final transient Reader<T> reader;

        WholeNumber(Class<T> type, Reader<T> reader) {
            super(type);
            this.reader = reader;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            boolean whole = parser.hasToken(JsonToken.VALUE_NUMBER_INT) && !"-0".equals(parser.getText());
            return whole ? reader.read(parser) : (T) context.handleUnexpectedToken(_valueClass, parser);
        }
    }

    /** A number with at most {@link #MAX_SCALE} decimal places before and after the point. */
    private static final class ShortDecimal extends StdScalarDeserializer<BigDecimal> {

        private static final long serialVersionUID = 1;

        ShortDecimal() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            boolean number = parser.currentToken().isNumeric() && !"-0".equals(parser.getText());
            return number && Math.abs(parser.getDecimalValue().scale()) <= MAX_SCALE
                    ? parser.getDecimalValue()
                    : (BigDecimal) context.handleUnexpectedToken(_valueClass, parser);
        }
    }

    private static final class Enumerations extends BeanDeserializerModifier {

        @Override
        public JsonDeserializer<?> modifyEnumDeserializer(
                DeserializationConfig config, JavaType type, BeanDescription bean, JsonDeserializer<?> lenient) {
            return new Constant(type, lenient);
        }
    }

    /** An enum constant exactly as clients see it. */
    private static final class Constant extends StdScalarDeserializer<Object> {

        private final JsonDeserializer<?> lenient;

        Constant(JavaType type, JsonDeserializer<?> lenient) {
            super(type);
            this.lenient = lenient;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return context.handleUnexpectedToken(_valueClass, parser);
            }
            String text = parser.getText();
            return text.isEmpty() || !text.equals(text.trim())
                    ? context.handleWeirdStringValue(_valueClass, text, "another spelling is expected")
                    : lenient.deserialize(parser, context);
        }
    }
}
