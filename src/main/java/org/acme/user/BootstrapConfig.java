package org.acme.user;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/**
 * Credentials of the first administrator, created only when there is none. Without them, a new installation has no
 * user.
 */
@ConfigMapping(prefix = "app.bootstrap.admin")
interface BootstrapConfig {

    Optional<String> email();

    /** 15 to 128 characters. Change the password after the first login and remove it from the environment. */
    Optional<String> password();
}
