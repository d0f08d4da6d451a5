package org.acme.mail;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.acme.shared.EmailAddress;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** An e-mail message in the outbox: its kind and recipient, not its text. */
@Entity
@Table(name = "account_mails")
public class AccountMail {

    /** A message that could not be sent within this time is discarded. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    /** Null for a change of credentials: the former version cannot read a kind that it does not know. */
    @Enumerated(EnumType.STRING)
    @Nullable
    Kind kind;

    EmailAddress email;

    /** The registration to confirm; null for other kinds. */
    @Nullable
    UUID registrationId;

    /**
     * The {@link CredentialChange} to tell of; null for other kinds. Stored as text: an instance that does not know a
     * change of a later version can load the message, although it cannot send it.
     */
    @Nullable
    String change;

    Instant expiresAt;
    Instant nextAttemptAt;
    int attempts;

    /** Attempts that timed out. The mail server may have accepted the message. */
    int timeouts;

    protected AccountMail() {}

    AccountMail(@Nullable Kind kind, EmailAddress email, Instant now) {
        this.kind = kind;
        this.email = email;
        this.expiresAt = now.plus(LIFETIME);
        this.nextAttemptAt = now;
    }

    /**
     * Reserves the message for one worker for longer than an attempt takes. A failed message is due again afterwards;
     * the pause doubles with each attempt, up to five minutes.
     *
     * @param attempt the maximum duration of an attempt
     */
    void claim(Instant now, Duration attempt) {
        Duration pause = attempt.multipliedBy(3L << Math.min(attempts, 6));
        attempts++;
        nextAttemptAt = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    Kind kind() {
        return kind == null ? Kind.CREDENTIAL_CHANGE : kind;
    }

    private @Nullable CredentialChange change() {
        return change == null ? null : CredentialChange.valueOf(change);
    }

    MailRequest request() {
        return new MailRequest(id, email, registrationId, change(), expiresAt.minus(LIFETIME));
    }

    /** Whether the attempt that has begun is a retry. */
    boolean isRetried() {
        return attempts > 1;
    }

    public enum Kind {
        REGISTRATION,
        PASSWORD_RESET,
        CREDENTIAL_CHANGE
    }
}
