package org.acme.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.application.Role;
import org.acme.security.authentication.AccountState;
import org.acme.security.issuer.IssuerLogin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles that claims of an external issuer give and take away. */
class RoleTableTest {

    record Settings(FirstUse firstUse, Optional<String> adminSubject, Optional<List<String>> roles)
            implements FederationConfig {}

    private static IssuerLogin login(boolean mapsRoles, @Nullable String role) {
        return new IssuerLogin(
                "https://login.example.com",
                "alice",
                new IssuerLogin.Login("sid", "1"),
                Instant.EPOCH,
                Instant.EPOCH,
                mapsRoles,
                role,
                null,
                null);
    }

    private static AccountState account(Role role) {
        return new AccountState(UUID.randomUUID(), "Alice", role.key(), role.permissions());
    }

    @ParameterizedTest
    @EnumSource
    void role_of_the_account_counts_without_a_role_table(Role role) {
        assertThat(RoleTable.permissions(login(false, null), account(role))).isEqualTo(role.permissions());
    }

    @ParameterizedTest
    @EnumSource
    void claimed_role_gives_no_permission_that_the_account_does_not_have(Role role) {
        assertThat(RoleTable.permissions(login(true, "admin"), account(role))).isEqualTo(role.permissions());
        assertThat(RoleTable.permissions(login(true, "viewer"), account(role))).isEqualTo(Role.VIEWER.permissions());
    }

    @ParameterizedTest
    @EnumSource
    void claim_without_a_known_role_gives_access_to_the_own_account_only(Role role) {
        assertThat(RoleTable.permissions(login(true, null), account(role))).isEqualTo(Set.of(Permissions.ACCOUNT));
    }

    @Test
    void account_of_a_login_without_a_known_role_is_a_viewer() {
        assertThat(RoleTable.ofAccount(login(true, null))).isEqualTo(Role.VIEWER);
        assertThat(RoleTable.ofAccount(login(false, null))).isEqualTo(Role.VIEWER);
        assertThat(RoleTable.ofAccount(login(true, "editor"))).isEqualTo(Role.EDITOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"boss:x", "ADMIN:x", ":x"})
    void role_table_with_an_unknown_role_stops_the_start(String row) {
        FederationConfig config =
                new Settings(FederationConfig.FirstUse.CREATE, Optional.empty(), Optional.of(List.of("editor:w", row)));
        assertThat(config.refusal(true)).contains("APP_ISSUER_ROLES");
    }

    @Test
    void first_administrator_beside_a_role_table_stops_the_start() {
        FederationConfig.FirstUse create = FederationConfig.FirstUse.CREATE;
        assertThat(new Settings(create, Optional.of("alice"), Optional.of(List.of("admin:x"))).refusal(true))
                .contains("APP_ISSUER_ADMIN_SUBJECT");
        assertThat(new Settings(create, Optional.of("alice"), Optional.empty()).refusal(true))
                .isNull();
        assertThat(new Settings(create, Optional.empty(), Optional.of(List.of("admin:x"))).refusal(true))
                .isNull();
    }
}
