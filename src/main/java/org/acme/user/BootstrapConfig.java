package org.acme.user;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/**
 * Credentials of the first administrator, created only when no active one exists. Without them, a new installation has
 * no user. With an external issuer, they must be absent.
 */
@ConfigMapping(prefix = "app.bootstrap.admin")
@RegisterForReflection
@Unremovable
interface BootstrapConfig extends CheckedSettings {

    /** Of the sample users of dev mode. */
    String PUBLIC_PASSWORD = "palisade-dev-password";

    /** The e-mail address of the first administrator. */
    Optional<String> email();

    /** 15 to 128 characters. Change the password after the first login and remove it from the environment. */
    Optional<String> password();

    @Override
    default @Nullable String refusal(boolean production) {
        return production && password().equals(Optional.of(PUBLIC_PASSWORD))
                ? "app.bootstrap.admin.password (APP_BOOTSTRAP_ADMIN_PASSWORD) is the public password of dev mode:"
                        + " set another one"
                : null;
    }
}
