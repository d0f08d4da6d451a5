package org.acme.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.acme.fixture.Configured;
import org.acme.security.edge.EdgeConfig;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.Test;

class MailLinksTest {

    private static MailLinks links(String secret) {
        return new MailLinks(
                Configured.of(EdgeConfig.class, Map.of()),
                () -> secret.getBytes(StandardCharsets.UTF_8),
                Clock.systemUTC());
    }

    /** The outbox contains the id of each message. */
    @Test
    void token_of_a_mail_link_depends_on_a_secret_key() {
        MailRequest request =
                new MailRequest(UUID.randomUUID(), EmailAddress.of("alice@example.com"), null, null, Instant.EPOCH);
        assertThat(links("one").token(request))
                .isEqualTo(links("one").token(request))
                .isNotEqualTo(links("another").token(request));
    }
}
