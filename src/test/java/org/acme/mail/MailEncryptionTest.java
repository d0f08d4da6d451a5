package org.acme.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.acme.fixture.TestAuthority;
import org.acme.mail.MailConfig.StartTls;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages contain tokens, so they are sent only to the configured mail server and only over TLS. */
class MailEncryptionTest {

    /** Long enough for a first TLS handshake on a busy machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final Map<String, String> REPLACED = new HashMap<>();

    private final Vertx vertx = Vertx.vertx();

    /** The mail client trusts the certificate authorities of the JVM; there is no setting for others. */
    @BeforeAll
    static void trustTestAuthority(@TempDir Path folder) throws IOException, GeneralSecurityException {
        Path file = folder.resolve("trust.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(TestAuthority.certificate());
                OutputStream out = Files.newOutputStream(file)) {
            Certificate authority = CertificateFactory.getInstance("X.509").generateCertificate(pem);
            store.setCertificateEntry("authority", authority);
            store.store(out, TestAuthority.PASSWORD);
        }
        replace(TRUST_STORE, file.toString());
        replace(TRUST_STORE + "Type", "PKCS12");
        replace(TRUST_STORE + "Password", new String(TestAuthority.PASSWORD));
    }

    private static void replace(String property, String value) {
        REPLACED.put(property, System.getProperty(property));
        System.setProperty(property, value);
    }

    @AfterAll
    static void restoreTrust() {
        REPLACED.forEach((property, value) -> {
            if (value == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, value);
            }
        });
    }

    @AfterEach
    void stopVertx() {
        vertx.close();
    }

    private boolean delivers(SmtpServer server, StartTls encryption) {
        return new MailSender(Settings.local(server.port(), encryption, TIMEOUT), vertx)
                        .deliver(new EmailMessage("alice@example.com", "Subject", "Text"))
                == MailSender.Delivery.ACCEPTED;
    }

    private static void assertNoMessage(SmtpServer server) {
        assertThat(server.commands()).noneMatch(command -> command.matches("(?:MAIL|RCPT|DATA).*"));
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.com, REQUIRED",
        "localhost.example.com, REQUIRED",
        "192.0.2.1, REQUIRED",
        "2001:db8::1, REQUIRED",
        "localhost, OPTIONAL",
        "127.0.0.1, OPTIONAL",
        "::1, OPTIONAL"
    })
    void starttls_is_required_by_default_unless_the_mail_server_runs_on_this_machine(String host, StartTls expected) {
        assertThat(new Settings(Optional.of(host), 587, Optional.empty(), TIMEOUT).encryption())
                .isEqualTo(expected);
    }

    @Test
    void mail_server_without_starttls_gets_no_message_when_starttls_is_required() {
        try (SmtpServer server = SmtpServer.withoutStartTls();
                SmtpServer other = SmtpServer.withoutStartTls()) {
            assertThat(delivers(other, StartTls.OPTIONAL)).isTrue();
            assertThat(delivers(server, StartTls.REQUIRED)).isFalse();
            assertNoMessage(server);
        }
    }

    @Test
    void mail_server_with_a_certificate_of_another_name_gets_no_message() {
        try (SmtpServer configured = SmtpServer.withStartTls(TestAuthority.serverFor("127.0.0.1"));
                SmtpServer other = SmtpServer.withStartTls(TestAuthority.serverFor("mail.example.com"))) {
            assertThat(delivers(configured, StartTls.REQUIRED)).isTrue();
            assertThat(delivers(other, StartTls.REQUIRED)).isFalse();
            assertNoMessage(other);
        }
    }

    /** The mail client changes its options, and verifies no name when it gets the same ones again. */
    @Test
    void name_of_the_mail_server_is_verified_for_every_message() {
        try (SmtpServer other = SmtpServer.withStartTls(TestAuthority.serverFor("mail.example.com"))) {
            MailSender sender = new MailSender(Settings.local(other.port(), StartTls.REQUIRED, TIMEOUT), vertx);
            for (int i = 0; i < 3; i++) {
                assertThat(sender.deliver(new EmailMessage("alice@example.com", "Subject", "Text")))
                        .isEqualTo(MailSender.Delivery.FAILED);
            }
            assertNoMessage(other);
        }
    }
}
