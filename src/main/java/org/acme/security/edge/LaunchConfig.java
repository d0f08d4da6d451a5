package org.acme.security.edge;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** The profiles and ports with which the service starts. */
@ConfigMapping(prefix = "")
@RegisterForReflection
@Unremovable
public interface LaunchConfig extends CheckedSettings {

    /** Profiles whose secrets are public. */
    Set<String> OPEN = Set.of("dev", "test");

    @WithName("quarkus.profile")
    Optional<List<String>> profiles();

    /** Another name of the same setting, which takes precedence. */
    @WithName("mp.config.profile")
    Optional<List<String>> standardProfiles();

    /** A third name of it. */
    @WithName("smallrye.config.profile")
    Optional<List<String>> libraryProfiles();

    /** Further ones, whose settings apply where the active profiles have none. */
    @WithName("quarkus.config.profile.parent")
    Optional<List<String>> parentProfiles();

    @WithName("quarkus.http.port")
    @WithDefault("8080")
    @Bounds(min = "0", max = "65535")
    int port();

    @WithName("quarkus.http.ssl-port")
    @WithDefault("8443")
    @Bounds(min = "0", max = "65535")
    int tlsPort();

    /** The port of health and metrics. */
    @WithName("quarkus.management.port")
    @WithDefault("9000")
    @Bounds(min = "0", max = "65535")
    int managementPort();

    @Override
    default @Nullable String refusal(boolean production) {
        if (!production) {
            return null;
        }
        if (Stream.of(profiles(), standardProfiles(), libraryProfiles(), parentProfiles())
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .anyMatch(profile -> OPEN.contains(profile.strip()))) {
            return "quarkus.profile (QUARKUS_PROFILE), mp.config.profile (MP_CONFIG_PROFILE), smallrye.config.profile and"
                    + " quarkus.config.profile.parent must not contain dev or test in production: their secrets are public."
                    + " Remove them";
        }
        // With 0, the operating system chooses a free port for each.
        return managementPort() != 0 && (managementPort() == port() || managementPort() == tlsPort())
                ? "quarkus.management.port (QUARKUS_MANAGEMENT_PORT) must differ from quarkus.http.port and quarkus.http.ssl-port:"
                        + " clients could read health and metrics, and requests of the API would get 404"
                : null;
    }
}
