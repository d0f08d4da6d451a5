package org.acme.federation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.acme.application.Permissions;
import org.acme.application.Role;
import org.acme.security.authentication.AccountState;
import org.acme.security.issuer.IssuerLogin;
import org.jspecify.annotations.Nullable;

/** Roles that claims give. A claim without a known value gives nothing but access to their account. */
final class RoleTable {

    private RoleTable() {}

    static @Nullable Role role(@Nullable String key) {
        return Arrays.stream(Role.values())
                .filter(role -> role.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    /** The role of a login's account: the claimed one; viewer when the claim gives none or is not used. */
    static Role ofAccount(IssuerLogin login) {
        Role claimed = role(login.role());
        return claimed == null ? Role.VIEWER : claimed;
    }

    /** Whether the claim would change the account: its role, or whether the issuer gives none. */
    static boolean claimsAnother(IssuerLogin login, AccountState account) {
        boolean withdrawn = account.permissions().equals(Set.of(Permissions.ACCOUNT));
        return login.mapsRoles()
                && (!ofAccount(login).key().equals(account.role()) || withdrawn != (role(login.role()) == null));
    }

    /** The permissions of the account, without those that the claimed role does not have. */
    static Set<String> permissions(IssuerLogin login, AccountState account) {
        if (!login.mapsRoles()) {
            return account.permissions();
        }
        Role claimed = role(login.role());
        Set<String> allowed = new HashSet<>(claimed == null ? Set.of(Permissions.ACCOUNT) : claimed.permissions());
        allowed.retainAll(account.permissions());
        return Set.copyOf(allowed);
    }
}
