package org.acme.security.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationTest {

    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final Settings settings = Settings.of(100, WINDOW)
            .with("login-account", 5, WINDOW, Per.ACCOUNT)
            .with("export", 5, WINDOW, Per.USER);

    private record Login(String rateLimitKey) implements Keyed {}

    /** Annotated rightly and wrongly. */
    static class Annotated {

        @RateLimited({"login-account", "export"})
        void logIn(UUID id, Login login) {}

        @RateLimited("export")
        void export() {}

        @RateLimited("exprot")
        void misspelled() {}

        @RateLimited({})
        void empty() {}

        @RateLimited("login-account")
        void anonymous(String email) {}
    }

    private Operation operation(String name) {
        Method method = Stream.of(Annotated.class.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return Operation.of(method, new Policies(settings));
    }

    @Test
    void an_operation_has_the_policies_that_it_names() {
        assertThat(operation("logIn").policies()).extracting(Policy::name).containsExactly("login-account", "export");
        assertThat(operation("logIn").needsBody()).isTrue();
        assertThat(operation("export").needsBody()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "misspelled, app.rate-limit.policies.exprot is not configured",
        "empty, @RateLimited on Annotated.empty must name a policy",
        "anonymous, @RateLimited on Annotated.anonymous requires a parameter that implements Keyed"
    })
    void a_mistake_stops_the_start_and_is_named(String name, String message) {
        assertThatThrownBy(() -> operation(name))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
    }

    @Test
    void the_policies_that_everything_relies_on_cannot_be_taken_out() {
        assertThatThrownBy(() -> new Policies(settings.with("default", 1, WINDOW, Per.CALLER)))
                .hasMessageContaining("app.rate-limit.max");
        settings.policies().remove("default");
        assertThatThrownBy(() -> new Policies(settings.with("address", 1, WINDOW, Per.CALLER)))
                .hasMessageContaining("app.rate-limit.policies.address.per");
        settings.policies().remove("address");
        assertThatThrownBy(() -> new Policies(settings)).hasMessageContaining("app.rate-limit.policies.address");
    }

    @Test
    void what_a_policy_counts_apart_is_read_as_it_is_documented() {
        assertThat(new Per.ByName().convert("api-key")).isEqualTo(Per.API_KEY);
        assertThatThrownBy(() -> new Per.ByName().convert("planet")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoever_calls_without_credentials_is_counted_by_address_and_without_a_name_not_at_all() {
        Subject nobody = new Subject("203.0.113.7", null);
        Policies policies = new Policies(settings.with("key", 1, WINDOW, Per.API_KEY));
        assertThat(nobody.key(policies.named("default"), null, null)).isEqualTo("203.0.113.7");
        assertThat(nobody.key(policies.named("export"), null, null)).isEqualTo("203.0.113.7");
        assertThat(nobody.key(policies.named("key"), null, null)).isNull();
        assertThat(nobody.key(policies.named("login-account"), null, null)).isNull();
        assertThat(nobody.key(policies.named("login-account"), null, new Login(null)))
                .isNull();
        assertThat(nobody.key(policies.named("login-account"), null, new Login("a@example.com")))
                .isEqualTo(NamedKey.of("a@example.com"));
    }
}
