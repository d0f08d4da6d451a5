package org.acme.federation;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Settings of accounts of users of an external issuer. */
@ConfigMapping(prefix = "app.issuer")
@RegisterForReflection
@Unremovable
public interface FederationConfig extends CheckedSettings {

    /**
     * Whether each user of the issuer gets an account, as viewer or with the claimed role, or administrators create and
     * link accounts.
     */
    @WithDefault("create")
    FirstUse firstUse();

    /** The {@code sub} of a user who becomes administrator at login while no administrator can log in. */
    Optional<String> adminSubject();

    /** Which value of the claim gives which role; see {@code IssuerConfig}, which reads the claim. */
    Optional<List<String>> roles();

    /** A misspelled role would give nothing. */
    @Override
    default @Nullable String refusal(boolean production) {
        if (roles().orElse(List.of()).stream().anyMatch(row -> RoleTable.role(row.split(":", 2)[0]) == null)) {
            return "app.issuer.roles (APP_ISSUER_ROLES) must list role:value rows, with the role admin, editor or viewer";
        }
        return adminSubject().isPresent() && roles().isPresent()
                ? "app.issuer.admin-subject (APP_ISSUER_ADMIN_SUBJECT) has no effect with app.issuer.roles: name"
                        + " administrators in the claim, or remove app.issuer.roles"
                : null;
    }

    /** How the first token of a user without an account is handled. */
    enum FirstUse {

        /** The account is created, as viewer or with the claimed role. */
        CREATE,

        /** The token is refused. */
        REFUSE
    }
}
