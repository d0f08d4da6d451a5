package org.acme.security.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTest {

    private final Route one = Route.of("GET", "/api/v1//reports/{id}/", null);

    @Test
    void a_parameter_stands_for_one_segment() {
        assertThat(one.leadsTo("GET", "/api/v1/reports/7")).isTrue();
        assertThat(one.leadsTo("GET", "/api/v1/reports")).isFalse();
        assertThat(one.leadsTo("GET", "/api/v1/reports/7/tags")).isFalse();
        assertThat(one.leadsTo("DELETE", "/api/v1/reports/7")).isFalse();
    }

    @Test
    void the_path_with_more_letters_of_its_own_comes_first() {
        Route shorter = Route.of("GET", "/api/v1/{kind}/{id}", null);
        assertThat(List.of(shorter, one).stream().sorted(Route.BEST_FIRST)).containsExactly(one, shorter);
    }
}
