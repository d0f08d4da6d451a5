package org.acme.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.acme.fixture.Actors;
import org.acme.fixture.Configured;
import org.junit.jupiter.api.Test;

/** Tests the startup check of the first administrator. {@code PackagedServiceIT} tests that it stops the start. */
class BootstrapConfigTest {

    private static BootstrapConfig with(String password) {
        return Configured.of(BootstrapConfig.class, Map.of("app.bootstrap.admin.password", password));
    }

    @Test
    void public_password_of_dev_mode_is_refused_for_the_first_administrator_in_production() {
        assertThat(with(Actors.PASSWORD).refusal(true)).contains("APP_BOOTSTRAP_ADMIN_PASSWORD");
        assertThat(with(Actors.PASSWORD).refusal(false)).isNull();
        assertThat(with("words of the administrator").refusal(true)).isNull();
    }
}
