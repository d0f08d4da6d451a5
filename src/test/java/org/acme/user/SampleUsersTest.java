package org.acme.user;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quarkus.runtime.LaunchMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("API8")
class SampleUsersTest {

    @Test
    void package_with_sample_users_does_not_start() {
        SampleUsers users = new SampleUsers(new StartupUsers(null, null, null, null));
        assertThatIllegalStateException()
                .isThrownBy(() -> users.add(LaunchMode.NORMAL))
                .withMessageContaining("quarkus.profile");
    }
}
