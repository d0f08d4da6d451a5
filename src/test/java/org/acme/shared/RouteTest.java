package org.acme.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTest {

    private final Route one = Route.of("GET", "/api/v1//reports/{id}/", null, true);

    @Test
    void a_parameter_stands_for_one_segment() {
        assertThat(one.isAt("/api/v1/reports/7")).isTrue();
        assertThat(one.isAt("/api/v1/reports")).isFalse();
        assertThat(one.isAt("/api/v1/reports/7/tags")).isFalse();
    }

    @Test
    void a_slash_at_the_end_makes_no_difference() {
        assertThat(one.path()).isEqualTo("/api/v1/reports/{id}");
        assertThat(one.isAt("/api/v1/reports/7/")).isTrue();
        assertThat(Route.of("GET", "/", null, true).isAt("/")).isTrue();
    }

    @Test
    void the_path_with_more_letters_of_its_own_comes_first() {
        Route shorter = Route.of("GET", "/api/v1/{kind}/{identifier}", null, true);
        assertThat(List.of(shorter, one).stream().sorted(Route.BEST_FIRST)).containsExactly(one, shorter);
    }
}
