package org.acme.application;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;
import org.acme.shared.CheckedSettings;

/** Settings of multi-factor authentication. */
@ConfigMapping(prefix = "app.mfa")
@RegisterForReflection
@Unremovable
public interface MfaConfig extends CheckedSettings {

    /**
     * Roles that require a second factor. Until users with such a role have enrolled one, they have only the permission
     * {@code account:own}. Set {@code admin} in production. The default is empty, because the first administrator of a
     * new installation has no second factor yet.
     */
    Optional<Set<Role>> requiredRoles();
}
