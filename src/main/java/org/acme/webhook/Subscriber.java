package org.acme.webhook;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.acme.security.authentication.AccountState;
import org.acme.security.authentication.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as a reader of reports.
 *
 * @param permissions of the credential that registered it; null when it has all permissions of its owner
 */
record Subscriber(UUID webhook, UUID owner, @Nullable String permissions) {

    /** Acts for the owner, with those of its permissions that the owner currently has. */
    Caller caller(AccountState account) {
        Set<String> current = new HashSet<>(account.permissions());
        if (permissions != null) {
            current.retainAll(List.of(permissions.split(" ")));
        }
        return new Caller(owner, account.displayName(), Set.copyOf(current));
    }
}
