package bench;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The environment of a production service with limits that admit all requests, on a local database. */
final class Production {

    static final String ADMIN = "root@example.org";
    static final String EDITOR = "editor@example.org";
    static final String PUBLIC_URL = "https://palisade.example";
    static final String PASSWORD = "a password to measure with";

    private static final String KEYSET = "{\"primaryKeyId\":7,\"key\":[{\"keyData\":{\"typeUrl\":"
            + "\"type.googleapis.com/google.crypto.tink.AesGcmKey\",\"value\":\"%s\",\"keyMaterialType\":\"SYMMETRIC\"},"
            + "\"status\":\"ENABLED\",\"keyId\":7,\"outputPrefixType\":\"TINK\"}]}";

    private final Map<String, String> environment = new TreeMap<>();

    Production(int databasePort) {
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://localhost:" + databasePort + "/postgres");
        environment.put("QUARKUS_DATASOURCE_PASSWORD", base64(random(24)));
        environment.put("QUARKUS_FLYWAY_USERNAME", "postgres");
        environment.put("QUARKUS_FLYWAY_PASSWORD", "postgres");
        environment.put("APP_JWT_SECRET", base64(random(32)));
        environment.put("APP_CRYPTO_KEYSET", base64(KEYSET.formatted(base64(key())).getBytes()));
        environment.put("APP_BOOTSTRAP_ADMIN_EMAIL", ADMIN);
        environment.put("APP_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
        environment.put("APP_TLS", "proxy");
        environment.put("APP_PUBLIC_URL", PUBLIC_URL);
        // The proofs of some seconds of full load fit.
        environment.put("APP_DPOP_LIFETIME", "5s");
        environment.put("APP_DPOP_MAX_PROOFS", "1000000");
        for (String policy : new String[] {"", "POLICIES_ADDRESS_", "POLICIES_LOGIN_ADDRESS_", "POLICIES_LOGIN_ACCOUNT_"}) {
            environment.put("APP_RATE_LIMIT_" + policy + "MAX", "100000");
            environment.put("APP_RATE_LIMIT_" + policy + "WINDOW", "1s");
        }
    }

    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** The same, with an address limit of one request. */
    Map<String, String> full() {
        Map<String, String> full = new TreeMap<>(environment);
        full.put("APP_RATE_LIMIT_POLICIES_ADDRESS_MAX", "1");
        full.put("APP_RATE_LIMIT_POLICIES_ADDRESS_WINDOW", "1d");
        return full;
    }

    /** For {@code bench/twin}, which needs only the database and the user whose reports it serves. */
    Map<String, String> ofTwin(String owner) {
        Map<String, String> twin = new TreeMap<>(environment);
        twin.keySet().removeIf(name -> !name.matches("QUARKUS_HTTP_HOST|QUARKUS_DATASOURCE_.*"));
        twin.put("TWIN_OWNER", owner);
        return twin;
    }

    /** A protobuf field of 32 bytes. */
    private static byte[] key() {
        byte[] key = random(34);
        key[0] = 0x1a;
        key[1] = 32;
        return key;
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
