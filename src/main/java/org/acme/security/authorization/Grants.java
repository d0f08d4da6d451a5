package org.acme.security.authorization;

import jakarta.inject.Singleton;
import java.util.Set;

/** What somebody may do at this moment: their role's permissions, once they have the second factor that it asks for. */
@Singleton
public class Grants {

    private final Set<Role> needSecondFactor;

    Grants(MfaConfig config) {
        needSecondFactor = config.requiredRoles().orElse(Set.of());
    }

    public Set<String> of(Role role, boolean mfaEnabled) {
        return needSecondFactor.contains(role) && !mfaEnabled ? Set.of(Permissions.ACCOUNT) : role.permissions();
    }
}
