package org.acme;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.TimeZone;

/**
 * Starts the service. With {@code --health} it checks the readiness of the instance that runs on this machine and exits
 * with status 0 or 1, because an image without a shell has no other health check.
 */
@QuarkusMain
public final class Palisade {

    private static final int TIMEOUT_MILLIS = 3_000;

    private Palisade() {}

    public static void main(String... args) throws IOException {
        setDefaults();
        if (args.length == 1 && args[0].equals("--health")) {
            System.exit(isReady() ? 0 : 1);
        }
        Quarkus.run(args);
    }

    /**
     * Sets the default locale and time zone, so that texts, dates and the database session do not depend on the
     * environment. The service names locale, zone and charset in each call; the defaults are for libraries that do not.
     */
    private static void setDefaults() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    }

    private static boolean isReady() throws IOException {
        String port = System.getenv().getOrDefault("QUARKUS_MANAGEMENT_PORT", "9000");
        URI health = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }
}
