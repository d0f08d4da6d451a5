package org.acme.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTest {

    private final Route one = Route.of("GET", "/api/v1//reports/{id}/", null, true);

    @Test
    void path_parameter_matches_exactly_one_segment() {
        assertThat(one.isAt("/api/v1/reports/7")).isTrue();
        assertThat(one.isAt("/api/v1/reports")).isFalse();
        assertThat(one.isAt("/api/v1/reports/7/tags")).isFalse();
    }

    @Test
    void literal_characters_of_a_path_match_themselves_only() {
        Route keys = Route.of("GET", "/.well-known/jwks.json", null, true);
        assertThat(keys.isAt("/.well-known/jwks.json")).isTrue();
        assertThat(keys.isAt("/xwell-known/jwks.json")).isFalse();
        assertThat(keys.isAt("/.well-known/jwks-json")).isFalse();
    }

    @Test
    void trailing_slash_does_not_affect_route_matching() {
        assertThat(one.path()).isEqualTo("/api/v1/reports/{id}");
        assertThat(one.isAt("/api/v1/reports/7/")).isTrue();
        assertThat(Route.of("GET", "/", null, true).isAt("/")).isTrue();
    }

    @Test
    void route_with_more_literal_characters_comes_first() {
        Route shorter = Route.of("GET", "/api/v1/{kind}/{identifier}", null, true);
        assertThat(List.of(shorter, one).stream().sorted(Route.BEST_FIRST)).containsExactly(one, shorter);
    }
}
