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
 * Starts the service. With {@code --health} it asks the one that already runs on this machine whether it is ready, and
 * ends with status 0 or 1: an image without a shell has nothing else to ask with.
 */
@QuarkusMain
public final class Palisade {

    private static final int PATIENCE_MILLIS = 3_000;

    private Palisade() {}

    public static void main(String... args) throws IOException {
        ignoreEnvironment();
        if (args.length == 1 && args[0].equals("--health")) {
            System.exit(isReady() ? 0 : 1);
        }
        Quarkus.run(args);
    }

    /**
     * Texts, dates and the session of the database are the same wherever the service runs. Our own code names locale,
     * zone and charset in each call; this is for libraries that do not.
     */
    private static void ignoreEnvironment() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    }

    private static boolean isReady() throws IOException {
        String port = System.getenv().getOrDefault("QUARKUS_MANAGEMENT_PORT", "9000");
        URI health = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        HttpURLConnection question = (HttpURLConnection) health.toURL().openConnection();
        question.setConnectTimeout(PATIENCE_MILLIS);
        question.setReadTimeout(PATIENCE_MILLIS);
        try {
            return question.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException away) {
            return false;
        }
    }
}
