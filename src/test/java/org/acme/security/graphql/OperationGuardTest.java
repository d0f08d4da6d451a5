package org.acme.security.graphql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.time.Duration;
import org.acme.security.ratelimit.OperationCount;
import org.acme.security.ratelimit.Policies;
import org.acme.security.ratelimit.Settings;
import org.acme.security.ratelimit.http.Operations;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OperationGuardTest {

    @Inject
    BeanManager beans;

    @Test
    void graphql_operation_with_an_unknown_rate_limit_policy_fails_the_startup() {
        Policies onlyAddress = new Policies(Settings.of(100, Duration.ofSeconds(60)));
        OperationCount count = new OperationCount(new Operations(onlyAddress), null);
        OperationGuard guard = new OperationGuard(count, null);
        assertThatThrownBy(() -> guard.check(new StartupEvent(), beans))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("app\\.rate-limit\\.policies\\.[a-z-]+ is not configured");
    }
}
