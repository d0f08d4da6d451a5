package org.acme.user;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import org.acme.shared.CheckedSettings;

/**
 * Credentials of the first administrator, created only when no active one exists. Without them, a new installation has
 * no user. With an external issuer, they must be absent.
 */
@ConfigMapping(prefix = "app.bootstrap.admin")
@RegisterForReflection
@Unremovable
interface BootstrapConfig extends CheckedSettings {

    /** The e-mail address of the first administrator. */
    Optional<String> email();

    /** 15 to 128 characters. Change the password after the first login and remove it from the environment. */
    Optional<String> password();
}
