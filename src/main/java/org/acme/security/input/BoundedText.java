package org.acme.security.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.acme.problem.Problem;
import org.acme.shared.StorableText;
import org.jspecify.annotations.Nullable;

/**
 * Parses a JSON string: it must be storable text, no longer than {@code app.input.max-length} unless its record
 * declares another maximum with {@link Size}.
 */
class BoundedText extends StdScalarDeserializer<String> implements ContextualDeserializer {

    private static final long serialVersionUID = 1;

    private final String field;
    private final transient IntSupplier max;

    BoundedText(IntSupplier max) {
        this("", max);
    }

    private BoundedText(String field, IntSupplier max) {
        super(String.class);
        this.field = field;
        this.max = max;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        if (property == null) {
            return this;
        }
        // The size of a list is no maximum for the length of its elements.
        Size declared = property.getType().hasRawClass(String.class) ? property.getAnnotation(Size.class) : null;
        boolean bounded = declared != null && declared.max() < Integer.MAX_VALUE;
        return new BoundedText(property.getName(), bounded ? () -> Integer.MAX_VALUE : max);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = StringDeserializer.instance.deserialize(parser, context);
        if (text != null && !StorableText.is(text)) {
            throw Problem.malformed("A string contains NUL or an unpaired surrogate.");
        }
        if (text != null && text.codePointCount(0, text.length()) > max.getAsInt()) {
            String name = field.isEmpty() ? Objects.requireNonNullElse(parser.currentName(), "") : field;
            throw Problem.invalid(name, "must have at most " + max.getAsInt() + " characters");
        }
        return text;
    }
}
