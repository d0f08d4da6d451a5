package org.acme.user;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The first admin, made when there is none; without it nobody could log in to a new installation. */
@ConfigMapping(prefix = "app.bootstrap.admin")
interface BootstrapConfig {

    Optional<String> email();

    /** 15 to 128 characters. Change it after the first login and take it out of the environment. */
    Optional<String> password();
}
