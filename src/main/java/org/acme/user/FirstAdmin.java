package org.acme.user;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.acme.application.Role;
import org.acme.problem.Problem;
import org.acme.security.issuer.IssuerTokens;
import org.acme.security.password.PasswordPolicy;
import org.acme.shared.EmailAddress;
import org.jboss.logging.Logger;

/**
 * Creates the first administrator of a new installation. The settings have no effect once there is an active
 * administrator, nor with an external issuer, whose users log in without a password of this service.
 */
@Singleton
record FirstAdmin(
        BootstrapConfig config,
        StartupUsers directory,
        IssuerTokens issuer, // external-issuer-only
        PasswordPolicy policy) {

    private static final Logger LOG = Logger.getLogger(FirstAdmin.class);

    void start(@Observes StartupEvent event) {
        // external-issuer-only:begin
        if (issuer.isExternal()) {
            return;
        }
        // external-issuer-only:end
        if (directory.hasActiveAdmin()) {
            return;
        }
        if (config.email().isEmpty() || config.password().isEmpty()) {
            LOG.warn("No active administrator exists: set app.bootstrap.admin.email (APP_BOOTSTRAP_ADMIN_EMAIL)"
                    + " and app.bootstrap.admin.password (APP_BOOTSTRAP_ADMIN_PASSWORD)");
            return;
        }
        CreateUser admin = new CreateUser(
                address(config.email().get()),
                "Administrator",
                Role.ADMIN,
                config.password().get());
        check(admin);
        if (directory.addFirstAdmin(admin)) {
            LOG.info("The first administrator was created");
        } else if (!directory.hasActiveAdmin()) {
            LOG.warn("No active administrator exists: the account of app.bootstrap.admin.email"
                    + " (APP_BOOTSTRAP_ADMIN_EMAIL) is not one. Set another address");
        }
    }

    private static EmailAddress address(String text) {
        try {
            return EmailAddress.of(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("app.bootstrap.admin.email (APP_BOOTSTRAP_ADMIN_EMAIL) " + e.getMessage());
        }
    }

    private void check(CreateUser admin) {
        try {
            policy.check("password", admin.password(), admin.email(), admin.displayName());
        } catch (Problem e) {
            throw new ConfigurationException(
                    "app.bootstrap.admin.password (APP_BOOTSTRAP_ADMIN_PASSWORD) must follow the rule, with the display name "
                            + admin.displayName() + ": " + PasswordPolicy.RULE);
        }
    }
}
