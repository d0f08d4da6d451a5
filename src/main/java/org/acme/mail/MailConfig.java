package org.acme.mail;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;
import org.acme.shared.LocalHosts;
import org.jspecify.annotations.Nullable;

/** Settings of the mail server. */
@ConfigMapping(prefix = "app.mail")
@RegisterForReflection
@Unremovable
public interface MailConfig extends CheckedSettings {

    /**
     * Host of the SMTP server. Without it, dev mode writes messages to the log; production keeps them for an hour and
     * logs a warning, but adds no messages about changed credentials.
     */
    Optional<String> host();

    @WithDefault("587")
    @Bounds(min = "1", max = "65535")
    int port();

    /**
     * {@code required} never sends over an unencrypted connection, because messages contain tokens. The default is
     * {@code required}, or {@code optional} when the server runs on this machine.
     */
    Optional<StartTls> startTls();

    /**
     * Maximum duration of sending one message. A message that takes longer may have been accepted: it is retried after
     * five minutes, twice at most, with the same link. One that was refused is retried after three times this duration,
     * then with exponential back-off. A server that hangs holds one of four threads for this duration.
     */
    @WithDefault("10s")
    @Bounds(min = "1s", max = "1m")
    Duration timeout();

    /** Authenticates at the SMTP server, together with the password. */
    Optional<String> username();

    /** Set both or neither. */
    Optional<String> password();

    /** The sender address. The server must be allowed to send for its domain. */
    @WithDefault("palisade@localhost")
    String from();

    default StartTls encryption() {
        boolean local = host().filter(LocalHosts::is).isPresent();
        return startTls().orElse(local ? StartTls.OPTIONAL : StartTls.REQUIRED);
    }

    @Override
    default @Nullable String refusal(boolean production) {
        if (!host().orElse("localhost").matches("[\\[\\]A-Za-z0-9.:_%-]+")) {
            return "app.mail.host (APP_MAIL_HOST) must be a host name or an address, without a scheme";
        }
        if (!from().matches("[^@\\s<>]+@[^@\\s<>]+")) {
            return "app.mail.from (APP_MAIL_FROM) must be an e-mail address without a name, such as palisade@example.com";
        }
        return username().isPresent() == password().isPresent()
                ? null
                : "app.mail.username (APP_MAIL_USERNAME) and app.mail.password (APP_MAIL_PASSWORD) must be set together";
    }

    enum StartTls {
        REQUIRED,
        OPTIONAL,
        DISABLED
    }
}
