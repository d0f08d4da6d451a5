package org.acme.security.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndOfLifeTest {

    private static final EndOfLife END = EndOfLife.of("2026-11-01", "2027-06-03", "/api/v1/reports?q=");

    @Test
    void end_of_life_is_announced_in_standard_headers() {
        assertThat(END.deprecationField()).isEqualTo("@1793491200");
        assertThat(END.sunsetField()).isEqualTo("Thu, 03 Jun 2027 00:00:00 GMT");
        assertThat(END.linkField()).isEqualTo("</api/v1/reports?q=>; rel=\"successor-version\"");
    }

    @Test
    void end_of_life_begins_at_midnight_utc_of_the_sunset_date() {
        Instant midnight = Instant.parse("2027-06-03T00:00:00Z");
        assertThat(END.isOver(midnight.minusNanos(1))).isFalse();
        assertThat(END.isOver(midnight)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "soon,       2027-06-30, /api/v2, since",
        "2026-02-30, 2027-06-30, /api/v2, since",
        "2026-11-01, '',         /api/v2, sunset",
        "2026-11-01, 30.06.2027, /api/v2, sunset",
        "2026-11-01, 2026-11-01, /api/v2, sunset",
        "2026-11-01, 2026-10-31, /api/v2, sunset",
        "2026-11-01, 2027-06-30, '',      successor",
        "2026-11-01, 2027-06-30, /{q},    successor"
    })
    void end_of_life_with_invalid_dates_or_successor_is_refused_by_name(
            String since, String sunset, String successor, String member) {
        assertThatThrownBy(() -> EndOfLife.of(since, sunset, successor))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(member);
    }
}
