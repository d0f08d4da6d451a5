package org.acme.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    /** Operations with and without an annotation. */
    static class Reports {

        @Deprecated
        void export() {}

        @Deprecated
        void one() {}

        void mine() {}

        void latest() {}
    }

    private static Route route(String method, String path, String operation) {
        Method answering = Stream.of(Reports.class.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(operation))
                .findFirst()
                .orElse(null);
        return Route.of(method, path, answering, true);
    }

    private static RouteTable<String> table(Route... routes) {
        return new RouteTable<>(
                List.of(routes),
                route -> route.operation().isAnnotationPresent(Deprecated.class)
                        ? route.operation().getName()
                        : null);
    }

    private final RouteTable<String> reports = table(
            route("GET", "/reports/latest", "latest"),
            route("GET", "/reports/export", "export"),
            route("GET", "/reports/{id}", "one"),
            route("GET", "/reports/{id}/tags", "inherited"));

    @Test
    void route_is_found_by_method_and_path() {
        assertThat(reports.find("GET", "/reports/export")).isEqualTo("export");
        assertThat(reports.find("GET", "/reports/export/")).isEqualTo("export");
        assertThat(reports.find("GET", "/reports/7")).isEqualTo("one");
        assertThat(reports.find("POST", "/reports/export")).isNull();
        assertThat(reports.find("DELETE", "/reports/7")).isNull();
        assertThat(reports.find("GET", "/users")).isNull();
    }

    @Test
    void literal_path_is_not_treated_as_a_path_parameter() {
        assertThat(reports.find("GET", "/reports/latest")).isNull();
    }

    @Test
    void head_request_maps_to_the_operation_of_get() {
        assertThat(reports.find("HEAD", "/reports/export")).isEqualTo("export");
        assertThat(reports.find("HEAD", "/reports/7")).isEqualTo("one");
        assertThat(reports.find("HEAD", "/reports/latest")).isNull();
    }

    @Test
    void inherited_operation_has_no_route_value() {
        assertThat(reports.find("GET", "/reports/7/tags")).isNull();
    }

    @Test
    void first_matching_route_wins_even_without_a_value() {
        RouteTable<String> two = table(route("GET", "/reports/{id}", "mine"), route("GET", "/{kind}/{id}", "one"));
        assertThat(two.find("GET", "/reports/7")).isNull();
        assertThat(two.find("GET", "/users/7")).isEqualTo("one");
    }

    @Test
    void route_table_is_empty_before_the_routes_are_known() {
        assertThat(RouteTable.<String>empty().find("GET", "/reports/7")).isNull();
    }
}
