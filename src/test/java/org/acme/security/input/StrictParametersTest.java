package org.acme.security.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.ext.ParamConverter;
import java.lang.annotation.Annotation;
import java.time.LocalDate;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types of parameters that no operation has. */
class StrictParametersTest {

    private static final ParamConverter<LocalDate> DATES =
            new StrictParameters().getConverter(LocalDate.class, LocalDate.class, new Annotation[0]);

    @Test
    void date_in_a_query_parameter_is_accepted() {
        assertThat(DATES).isNotNull();
        assertThat(DATES.fromString("2028-02-29")).isEqualTo(LocalDate.of(2028, 2, 29));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "2026-12-1", "2026-02-30", "2026-12-01T10:00:00Z", "0000-01-01", "+10000-01-01"})
    void invalid_date_in_a_query_parameter_is_a_malformed_request(String text) {
        assertThat(DATES).isNotNull();
        assertThatThrownBy(() -> DATES.fromString(text))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.code()).isEqualTo(ProblemCode.MALFORMED_REQUEST));
    }
}
