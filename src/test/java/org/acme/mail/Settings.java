package org.acme.mail;

import java.time.Duration;
import java.util.Optional;

/** Settings of a mail server without authentication. */
record Settings(Optional<String> host, int port, Optional<StartTls> startTls, Duration timeout) implements MailConfig {

    /** A mail server on this machine. */
    static Settings local(int port, StartTls encryption, Duration timeout) {
        return new Settings(Optional.of("127.0.0.1"), port, Optional.of(encryption), timeout);
    }

    @Override
    public Optional<String> username() {
        return Optional.empty();
    }

    @Override
    public Optional<String> password() {
        return Optional.empty();
    }

    @Override
    public String from() {
        return "palisade@localhost";
    }
}
