package org.acme.application;

import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Returns the permissions of a user: those of the role, or only {@code account:own} while a required second factor is
 * missing.
 */
@Singleton
public class Grants {

    private final Set<Role> needSecondFactor;

    Grants(MfaConfig config) {
        needSecondFactor = config.requiredRoles().orElse(Set.of());
    }

    public Set<String> of(Role role, boolean mfaEnabled) {
        return needsSecondFactor(role, mfaEnabled) ? Set.of(Permissions.ACCOUNT) : role.permissions();
    }

    public boolean needsSecondFactor(Role role, boolean mfaEnabled) {
        return needSecondFactor.contains(role) && !mfaEnabled;
    }
}
