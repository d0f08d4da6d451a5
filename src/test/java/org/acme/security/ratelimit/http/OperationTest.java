package org.acme.security.ratelimit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.acme.security.ratelimit.Keyed;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Policies;
import org.acme.security.ratelimit.Policy;
import org.acme.security.ratelimit.RateLimited;
import org.acme.security.ratelimit.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationTest {

    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final Settings settings = Settings.of(100, WINDOW)
            .with("login-account", 5, WINDOW, Per.ACCOUNT)
            .with("export", 5, WINDOW, Per.CALLER);

    private record Login(String rateLimitKey) implements Keyed {}

    /** Methods with valid and invalid annotations. */
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
    void operation_has_the_rate_limit_policies_that_it_names() {
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
    void invalid_rate_limit_annotation_stops_the_start_and_is_named(String name, String message) {
        assertThatThrownBy(() -> operation(name))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
    }

    @Test
    void mandatory_rate_limit_policies_cannot_be_removed_or_redefined() {
        assertThatThrownBy(() -> new Policies(settings.with("default", 1, WINDOW, Per.CALLER)))
                .hasMessageContaining("app.rate-limit.max");
        settings.policies().remove("default");
        assertThatThrownBy(() -> new Policies(settings.with("address", 1, WINDOW, Per.CALLER)))
                .hasMessageContaining("app.rate-limit.policies.address.per");
        settings.policies().remove("address");
        assertThatThrownBy(() -> new Policies(settings)).hasMessageContaining("app.rate-limit.policies.address");
    }

    @Test
    void rate_limit_key_type_is_read_in_its_documented_spelling() {
        SmallRyeConfig config = new SmallRyeConfigBuilder().build();
        assertThat(config.convert("api-key", Per.class)).isEqualTo(Per.API_KEY);
        assertThatThrownBy(() -> config.convert("planet", Per.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void request_without_an_api_key_is_counted_by_caller_where_the_limit_is_per_api_key() {
        Policy policy = new Policies(settings.with("key", 1, WINDOW, Per.API_KEY)).named("key");
        UUID user = UUID.randomUUID();
        UUID key = UUID.randomUUID();
        QuarkusSecurityIdentity session = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(user.toString()))
                .build();
        QuarkusSecurityIdentity apiKey = QuarkusSecurityIdentity.builder(session)
                .addAttribute(CountedClient.API_KEY, key.toString())
                .build();
        assertThat(new CountedClient("203.0.113.7", session).key(policy, null, null))
                .isEqualTo(user);
        assertThat(new CountedClient("203.0.113.7", apiKey).key(policy, null, null))
                .isEqualTo(key);
    }

    @Test
    void anonymous_caller_is_counted_by_network_address() {
        CountedClient anonymous = new CountedClient("203.0.113.7", null);
        Policies policies = new Policies(settings.with("key", 1, WINDOW, Per.API_KEY));
        assertThat(anonymous.key(policies.named("default"), null, null)).isEqualTo("203.0.113.7");
        assertThat(anonymous.key(policies.named("export"), null, null)).isEqualTo("203.0.113.7");
        assertThat(anonymous.key(policies.named("key"), null, null)).isEqualTo("203.0.113.7");
        assertThat(anonymous.key(policies.named("login-account"), null, null)).isNull();
        assertThat(anonymous.key(policies.named("login-account"), null, new Login(null)))
                .isNull();
        assertThat(anonymous.key(policies.named("login-account"), null, new Login("a@example.com")))
                .isEqualTo(CountedClient.hashed("a@example.com"));
    }
}
