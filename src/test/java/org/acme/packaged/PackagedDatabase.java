package org.acme.packaged;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.acme.fixture.Postgres;

/** Starts a database and supplies the settings of production for a package that JUnit starts. */
public class PackagedDatabase implements QuarkusTestResourceLifecycleManager {

    public static final String ADMIN = Production.ADMIN;
    public static final String PASSWORD = Production.PASSWORD;

    private EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        try {
            postgres = Postgres.started();
            // Named in the settings of JUnit in pom.xml, which starts the package after this method.
            ClassArchive.options();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
        Map<String, String> settings = new HashMap<>();
        Production.environment(postgres.getPort()).forEach((name, value) -> settings.put(property(name), value));
        // Two test classes can run at a time. JUnit would give the second class of a JVM the port of the first.
        settings.put("quarkus.http.port", "0");
        settings.put("quarkus.management.port", "0");
        // All users of the scenarios come from one network address.
        settings.put("app.rate-limit.policies.login-address.max", "1000");
        settings.put("app.rate-limit.policies.user-create.max", "1000");
        return settings;
    }

    /**
     * Returns the property of an environment variable, because JUnit passes properties. Variables do not distinguish
     * dots from hyphens.
     */
    private static String property(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.').replace("public.url", "public-url");
    }

    @Override
    public void stop() {
        try {
            postgres.close();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
