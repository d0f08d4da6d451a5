package org.acme.security.authorization;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Who has to have a second factor. */
@ConfigMapping(prefix = "app.mfa")
public interface MfaConfig {

    /**
     * Users of these roles can do nothing but enrol until they have a second factor; {@code admin} is recommended. None
     * by default, because the first admin of a new installation has none yet.
     */
    Optional<Set<Role>> requiredRoles();
}
