package org.acme.user;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.validation.Validator;
import org.acme.security.authorization.Role;
import org.jboss.logging.Logger;

/** Makes the first admin of a new installation; once there is an admin, the settings have no effect. */
@ApplicationScoped
class FirstAdmin {

    private static final Logger LOG = Logger.getLogger(FirstAdmin.class);

    private final BootstrapConfig config;
    private final Users users;
    private final Directory directory;
    private final Validator validator;

    FirstAdmin(BootstrapConfig config, Users users, Directory directory, Validator validator) {
        this.config = config;
        this.users = users;
        this.directory = directory;
        this.validator = validator;
    }

    @Transactional
    void start(@Observes StartupEvent event) {
        if (!users.unscopedActiveAdmins().isEmpty()) {
            return;
        }
        if (config.email().isEmpty() || config.password().isEmpty()) {
            LOG.warn("There is no active admin: set app.bootstrap.admin.email and app.bootstrap.admin.password");
            return;
        }
        CreateUser admin = new CreateUser(
                config.email().get(),
                "Administrator",
                Role.ADMIN,
                config.password().get());
        if (!validator.validate(admin).isEmpty()) {
            throw new ConfigurationException("app.bootstrap.admin.email must be an e-mail address and"
                    + " app.bootstrap.admin.password must have 12 to 128 characters");
        }
        directory.addUnlessPresent(admin);
        LOG.info("The first admin was created");
    }
}
