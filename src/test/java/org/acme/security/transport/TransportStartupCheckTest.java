package org.acme.security.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.acme.fixture.Pem;
import org.acme.fixture.TestAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the startup check of the TLS settings. {@code EncryptionInTransitIT} tests that it stops the start. */
class TransportStartupCheckTest {

    @TempDir
    Path folder;

    @TempDir
    Path other;

    private record Settings(Tls tls, Optional<Path> certificate, Optional<Path> key, Duration reloadPeriod)
            implements TransportConfig {

        static Settings required(Path certificate, Path key) {
            return new Settings(
                    Tls.REQUIRED, Optional.ofNullable(certificate), Optional.ofNullable(key), Duration.ofSeconds(60));
        }
    }

    private static String refusal(Path certificate, Path key) {
        return Settings.required(certificate, key).refusal(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void matching_certificate_and_key_are_accepted(String algorithm) {
        Pem pem = TestAuthority.pem(folder, algorithm, "api.example.com");
        assertThat(refusal(pem.certificate(), pem.key())).isNull();
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

    @Test
    void production_requires_tls_or_a_tls_terminating_proxy() {
        Settings off =
                new Settings(TransportConfig.Tls.OFF, Optional.empty(), Optional.empty(), Duration.ofSeconds(60));
        assertThat(off.refusal(true)).contains("app.tls (APP_TLS)");
        assertThat(off.refusal(false)).isNull();
        Settings proxy =
                new Settings(TransportConfig.Tls.PROXY, Optional.empty(), Optional.empty(), Duration.ofSeconds(60));
        assertThat(proxy.refusal(true)).isNull();
    }
}
