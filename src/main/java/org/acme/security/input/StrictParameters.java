package org.acme.security.input;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import org.acme.paging.PageLimit;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Parses ids, timestamps, dates, enum constants and page limits in parameters in one form only. An invalid path
 * parameter gives 404. An invalid query parameter gives 400, where JAX-RS would return 404 as well.
 */
@Provider
class StrictParameters implements ParamConverterProvider {

    @Override
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        ProblemCode failure = Arrays.stream(annotations).anyMatch(PathParam.class::isInstance)
                ? ProblemCode.NOT_FOUND
                : ProblemCode.MALFORMED_REQUEST;
        if (type == UUID.class) {
            return new Strict<>(text -> type.cast(Ids.parse(text)), failure);
        }
        if (type == Instant.class) {
            return new Strict<>(text -> type.cast(Rfc3339.parse(text)), failure);
        }
        if (type == LocalDate.class) {
            return new Strict<>(text -> type.cast(Rfc3339.parseDate(text)), failure);
        }
        if (type == PageLimit.class) {
            return new Strict<>(text -> type.cast(PageLimit.valueOf(text)), failure);
        }
        return type.isEnum() ? new Strict<>(text -> constant(type, text), failure) : null;
    }

    /** Compares with the names that clients see. */
    private static <T> T constant(Class<T> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    private record Strict<T>(Function<String, T> reader, ProblemCode failure) implements ParamConverter<T> {

        @Override
        public @Nullable T fromString(@Nullable String text) {
            try {
                return text == null ? null : reader.apply(text);
            } catch (IllegalArgumentException unreadable) {
                throw new Problem(failure);
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
