package org.acme.security.transport;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;
import org.acme.shared.CheckedSettings;
import org.acme.shared.RemoteTls;
import org.jspecify.annotations.Nullable;

/** Encryption of database connections. */
@ConfigMapping(prefix = "")
@RegisterForReflection
@Unremovable
public interface DatabaseConfig extends CheckedSettings {

    /** {@code off} sends passwords and rows unencrypted, which requires a trusted network. */
    @WithName("app.database.tls")
    @WithDefault("required")
    RemoteTls tls();

    @WithName("quarkus.datasource.jdbc.url")
    Optional<String> url();

    @WithName("quarkus.flyway.jdbc-url")
    Optional<String> migrationUrl();

    @WithName("app.session.listen-url")
    Optional<String> listenUrl();

    @WithName("quarkus.datasource.password")
    Optional<String> password();

    @Override
    default @Nullable String refusal(boolean production) {
        return DatabaseStartupCheck.refusal(this, production);
    }
}
