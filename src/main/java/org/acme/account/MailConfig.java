package org.acme.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.acme.security.hardening.ThisMachine;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The mail server that takes our mail. */
@ConfigMapping(prefix = "app.mail")
public interface MailConfig {

    /** Without one, dev mode prints mails to the log, and production keeps them for an hour and warns. */
    Optional<String> host();

    @WithDefault("587")
    @Min(1)
    @Max(65_535)
    int port();

    /**
     * {@code required} never sends over a connection that is not encrypted: mails carry tokens. Required by default,
     * unless the server is on this machine, where it is optional.
     */
    Optional<StartTls> startTls();

    /**
     * How long the sending of one mail may take, to its end. A mail that takes longer is tried again after three times
     * this, then later and later. Servers that hang hold up other mails for this long at most.
     */
    @WithDefault("10s")
    @DurationMin(seconds = 1)
    @DurationMax(minutes = 1)
    Duration timeout();

    Optional<String> username();

    Optional<String> password();

    /** The sender. Its domain has to be one that the server may send for. */
    @WithDefault("palisade@localhost")
    String from();

    default StartTls encryption() {
        boolean here = host().filter(ThisMachine::is).isPresent();
        return startTls().orElse(here ? StartTls.OPTIONAL : StartTls.REQUIRED);
    }

    /** Whether the connection to the mail server is encrypted. */
    enum StartTls {
        REQUIRED,
        OPTIONAL,
        DISABLED
    }
}
