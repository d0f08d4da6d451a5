package org.acme.user;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.acme.application.Role;
import org.acme.shared.EmailAddress;
import org.acme.shared.FilterOrder;
import org.jboss.logging.Logger;

/**
 * Adds one sample user per role, in dev mode and tests. Production builds do not contain this class, and a package that
 * was built with another profile does not start.
 */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test"})
public record SampleUsers(StartupUsers directory) {

    private static final Logger LOG = Logger.getLogger(SampleUsers.class); // own-login-only

    void start(@Observes @Priority(FilterOrder.Startup.SAMPLE_USERS) StartupEvent event) {
        add(LaunchMode.current());
    }

    void add(LaunchMode mode) {
        if (mode == LaunchMode.NORMAL) {
            throw new IllegalStateException(
                    "This package was built with quarkus.profile=dev or test and would add users"
                            + " with a known password. Build it without this setting.");
        }
        for (Role role : Role.values()) {
            String name = role.name().charAt(0) + role.key().substring(1);
            directory.addUnlessPresent(new CreateUser(
                    EmailAddress.of(role.key() + "@example.com"), name, role, BootstrapConfig.PUBLIC_PASSWORD));
        }
        // own-login-only:begin
        if (mode == LaunchMode.DEVELOPMENT) {
            LOG.infof(
                    "Log in as admin@example.com, editor@example.com or viewer@example.com, password %s:%n%s",
                    BootstrapConfig.PUBLIC_PASSWORD,
                    "curl -s localhost:8080/api/v1/auth/login -H 'Content-Type: application/json'"
                            + " -d '{\"email\":\"admin@example.com\",\"password\":\"" + BootstrapConfig.PUBLIC_PASSWORD
                            + "\"}'");
        }
        // own-login-only:end
    }
}
