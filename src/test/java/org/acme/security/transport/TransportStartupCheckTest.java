package org.acme.security.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acme.fixture.Configured;
import org.acme.fixture.Pem;
import org.acme.fixture.SecondThread;
import org.acme.fixture.StartupRefusals;
import org.acme.fixture.TestAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the startup check of the TLS settings. {@code EncryptionInTransitIT} tests that it stops the start. */
@SecondThread
class TransportStartupCheckTest {

    private static final String PROTOCOLS = "quarkus.tls.server.protocols";
    private static final String CIPHER_SUITES = "quarkus.tls.server.cipher-suites";

    @TempDir
    Path folder;

    @TempDir
    Path other;

    /** Those of application.properties, and what {@code TlsSettings} sets. */
    private static final Map<String, String> SAFE = Map.of(
            "quarkus.http.insecure-requests",
            "disabled",
            "quarkus.http.tls-configuration-name",
            ServerKeys.NAME,
            PROTOCOLS,
            "TLSv1.3,TLSv1.2",
            CIPHER_SUITES,
            "TLS_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

    private static TransportConfig config(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(SAFE);
        all.putAll(more);
        return Configured.of(TransportConfig.class, all);
    }

    private static String refusal(Path certificate, Path key) {
        Map<String, String> files = new HashMap<>();
        files.put("app.tls.certificate", certificate == null ? "" : certificate.toString());
        files.put("app.tls.key", key == null ? "" : key.toString());
        return config(files).refusal(true);
    }

    private String refusal(String property, String value) {
        Pem pem = TestAuthority.pem(folder, "EC", "api.example.com");
        return config(Map.of(
                        "app.tls.certificate",
                        pem.certificate().toString(),
                        "app.tls.key",
                        pem.key().toString(),
                        property,
                        value))
                .refusal(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void matching_certificate_and_key_are_accepted(String algorithm) {
        Pem pem = TestAuthority.pem(folder, algorithm, "api.example.com");
        assertThat(refusal(pem.certificate(), pem.key())).isNull();
    }

    @Test
    void certificate_with_a_short_rsa_key_is_refused() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        Pem pem = TestAuthority.pem(folder, generator.generateKeyPair(), "api.example.com");
        assertThat(refusal(pem.certificate(), pem.key())).contains("at least 2048 bits");
    }

    @Test
    void certificate_and_key_must_both_be_configured() {
        Pem pem = TestAuthority.pem(folder, "EC", "api.example.com");
        assertThat(refusal(null, pem.key())).contains("app.tls.certificate", "APP_TLS_CERTIFICATE");
        assertThat(refusal(pem.certificate(), null)).contains("app.tls.key", "APP_TLS_KEY");
    }

    @Test
    void certificate_and_key_files_must_both_exist() {
        Pem pem = TestAuthority.pem(folder, "EC", "api.example.com");
        assertThat(refusal(folder.resolve("none"), pem.key())).startsWith("app.tls.certificate");
        assertThat(refusal(pem.certificate(), folder)).startsWith("app.tls.key");
    }

    @Test
    void expired_certificate_is_refused() {
        Pem pem = TestAuthority.expired(folder, "api.example.com");
        assertThat(refusal(pem.certificate(), pem.key()))
                .isEqualTo("app.tls.certificate (APP_TLS_CERTIFICATE) is expired or not yet valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void key_of_another_certificate_is_refused(String algorithm) {
        Pem pem = TestAuthority.pem(folder, "EC", "api.example.com");
        Pem another = TestAuthority.pem(other, algorithm, "api.example.com");
        assertThat(refusal(pem.certificate(), another.key())).contains("app.tls.key (APP_TLS_KEY)");
    }

    @Test
    void file_without_certificate_or_key_is_refused_without_quoting_it() throws IOException {
        Pem pem = TestAuthority.pem(folder, "EC", "api.example.com");
        Path text = Files.writeString(other.resolve("text"), "a secret text");
        assertThat(refusal(text, pem.key())).contains("app.tls.certificate").doesNotContain("secret");
        assertThat(refusal(pem.certificate(), text)).contains("app.tls.key").doesNotContain("secret");
        assertThat(refusal(pem.key(), pem.key())).contains("app.tls.certificate");
        assertThat(refusal(pem.certificate(), pem.certificate())).contains("app.tls.key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy", "off"})
    void certificate_or_key_without_effect_is_refused(String tls) {
        for (String property : List.of("app.tls.certificate", "app.tls.key")) {
            TransportConfig config = config(Map.of("app.tls", tls, property, "/run/secrets/tls.pem"));
            assertThat(config.refusal(false)).contains(property, "have no effect", "APP_TLS");
            assertThat(config.refusal(true)).contains("app.tls");
            assertThat(config(Map.of("app.tls", tls, property, "")).refusal(false))
                    .isNull();
        }
    }

    @Test
    void production_requires_tls_or_a_tls_terminating_proxy() {
        TransportConfig off = config(Map.of("app.tls", "off"));
        assertThat(off.refusal(true)).contains("app.tls (APP_TLS)");
        assertThat(off.refusal(false)).isNull();
        assertThat(config(Map.of("app.tls", "proxy")).refusal(true)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.http.insecure-requests, enabled",
        "quarkus.http.insecure-requests, redirect",
        "quarkus.http.tls-configuration-name, other",
        "quarkus.http.tls-configuration-name, ''"
    })
    void required_tls_that_the_http_server_does_not_apply_is_refused(String property, String value) {
        assertThat(refusal(property, value)).contains("app.tls=required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TLSv1.1", "TLSv1.3,TLSv1", "SSLv3", "TLSv1.3,SSLv2Hello"})
    void outdated_protocol_of_the_http_server_is_refused(String protocols) {
        assertThat(refusal(PROTOCOLS, protocols))
                .startsWith("quarkus.tls.server.protocols (QUARKUS_TLS_SERVER_PROTOCOLS)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_NULL_SHA",
                "TLS_ECDH_anon_WITH_AES_128_CBC_SHA",
                "TLS_RSA_WITH_3DES_EDE_CBC_SHA"
            })
    void weak_cipher_suite_of_the_http_server_is_refused(String suites) {
        assertThat(refusal(CIPHER_SUITES, suites))
                .startsWith("quarkus.tls.server.cipher-suites (QUARKUS_TLS_SERVER_CIPHER_SUITES)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "999ms", "31s"})
    void handshake_of_clients_without_a_short_time_limit_is_refused(String limit) {
        String property = "quarkus.tls.server.handshake-timeout";
        assertThat(StartupRefusals.of(config(Map.of("app.tls", "proxy", property, limit))))
                .singleElement()
                .asString()
                .contains(property, "QUARKUS_TLS_SERVER_HANDSHAKE_TIMEOUT");
    }

    private static SmallRyeConfig configured(String tls) {
        Map<String, String> operator = Map.of(
                "app.tls",
                tls,
                "quarkus.http.insecure-requests",
                "enabled",
                "quarkus.http.tls-configuration-name",
                "x");
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredInterceptors()
                .withSources(new PropertiesConfigSource(operator, "file of the operator", 1_000))
                .build();
    }

    /** A source of this ordinal stands for every one, such as a file of {@code QUARKUS_CONFIG_LOCATIONS}. */
    @ParameterizedTest
    @ValueSource(strings = {"required", "REQUIRED", "required ", " Required", ""})
    void no_source_opens_the_plain_port_while_tls_is_required(String spelling) {
        SmallRyeConfig config = configured(spelling);
        assertThat(config.getRawValue("quarkus.http.insecure-requests")).isEqualTo("disabled");
        assertThat(config.getRawValue("quarkus.http.tls-configuration-name")).isEqualTo(ServerKeys.NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy", "PROXY ", "off"})
    void plain_port_is_open_behind_a_proxy_that_terminates_tls(String spelling) {
        assertThat(configured(spelling).getRawValue("quarkus.http.insecure-requests"))
                .isEqualTo("enabled");
    }
}
