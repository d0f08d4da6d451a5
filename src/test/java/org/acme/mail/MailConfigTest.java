package org.acme.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.acme.fixture.Configured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailConfigTest {

    private static String refusal(Map<String, String> properties) {
        return Configured.of(MailConfig.class, properties).refusal(true);
    }

    @ParameterizedTest
    @CsvSource({
        "app.mail.from, palisade, APP_MAIL_FROM",
        "app.mail.from, Palisade <palisade@example.com>, APP_MAIL_FROM",
        "app.mail.from, 'a@example.com\r\nBcc: b@example.com', APP_MAIL_FROM",
        "app.mail.host, smtp://mail.example.com, APP_MAIL_HOST",
        "app.mail.username, palisade, APP_MAIL_PASSWORD",
        "app.mail.password, secret, APP_MAIL_USERNAME"
    })
    void mail_setting_with_which_no_message_could_be_sent_is_refused(String property, String value, String named) {
        assertThat(refusal(Map.of(property, value))).contains(named).doesNotContain("secret");
    }

    @Test
    void complete_mail_settings_are_accepted() {
        assertThat(refusal(Map.of())).isNull();
        for (String host :
                List.of("mail.example.com.", "192.0.2.1", "2001:db8::25", "[2001:db8::25]", "fe80::1%eth0")) {
            assertThat(refusal(Map.of("app.mail.host", host))).as(host).isNull();
        }
        assertThat(refusal(Map.of(
                        "app.mail.host", "mail.example.com",
                        "app.mail.from", "palisade@example.com",
                        "app.mail.username", "palisade",
                        "app.mail.password", "secret")))
                .isNull();
    }
}
