package org.acme.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.acme.shared.LocalHosts;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the mail server. */
@ConfigMapping(prefix = "app.mail")
public interface MailConfig {

    /**
     * Host of the SMTP server. Without it, dev mode writes messages to the log; production keeps them for an hour and
     * logs a warning.
     */
    Optional<String> host();

    @WithDefault("587")
    @Min(1)
    @Max(65_535)
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
    @DurationMin(seconds = 1)
    @DurationMax(minutes = 1)
    Duration timeout();

    Optional<String> username();

    Optional<String> password();

    /** The sender address. The server must be allowed to send for its domain. */
    @WithDefault("palisade@localhost")
    String from();

    default StartTls encryption() {
        boolean local = host().filter(LocalHosts::is).isPresent();
        return startTls().orElse(local ? StartTls.OPTIONAL : StartTls.REQUIRED);
    }

    enum StartTls {
        REQUIRED,
        OPTIONAL,
        DISABLED
    }
}
