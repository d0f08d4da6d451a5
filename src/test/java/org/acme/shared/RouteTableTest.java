package org.acme.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    /** Operations with and without a meaning of their own. */
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
    void a_route_is_found_by_its_method_and_path() {
        assertThat(reports.find("GET", "/reports/export")).isEqualTo("export");
        assertThat(reports.find("GET", "/reports/export/")).isEqualTo("export");
        assertThat(reports.find("GET", "/reports/7")).isEqualTo("one");
        assertThat(reports.find("POST", "/reports/export")).isNull();
        assertThat(reports.find("DELETE", "/reports/7")).isNull();
        assertThat(reports.find("GET", "/users")).isNull();
    }

    @Test
    void a_path_that_is_written_out_is_not_taken_for_a_parameter() {
        assertThat(reports.find("GET", "/reports/latest")).isNull();
    }

    @Test
    void a_HEAD_is_answered_by_the_operation_of_a_GET() {
        assertThat(reports.find("HEAD", "/reports/export")).isEqualTo("export");
        assertThat(reports.find("HEAD", "/reports/7")).isEqualTo("one");
        assertThat(reports.find("HEAD", "/reports/latest")).isNull();
    }

    @Test
    void an_operation_that_is_inherited_means_nothing() {
        assertThat(reports.find("GET", "/reports/7/tags")).isNull();
    }

    @Test
    void the_first_route_that_fits_answers_also_where_only_the_second_means_something() {
        RouteTable<String> two = table(route("GET", "/reports/{id}", "mine"), route("GET", "/{kind}/{id}", "one"));
        assertThat(two.find("GET", "/reports/7")).isNull();
        assertThat(two.find("GET", "/users/7")).isEqualTo("one");
    }

    @Test
    void before_the_routes_are_known_none_means_anything() {
        assertThat(RouteTable.<String>empty().find("GET", "/reports/7")).isNull();
    }
}
