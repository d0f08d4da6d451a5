package org.acme.account;

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

/** A mail that is to be written and sent: what about and to whom, not what it says. */
@Entity
@Table(name = "account_mails")
class AccountMail {

    /** A mail that could not be sent for this long is of no use to its reader any more. */
    static final Duration LIFETIME = Duration.ofHours(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    @Enumerated(EnumType.STRING)
    Kind kind;

    EmailAddress email;

    /** The registration that the mail is about; null for other mails. */
    UUID registrationId;

    Instant expiresAt;
    Instant nextAttemptAt;
    int attempts;

    protected AccountMail() {}

    private AccountMail(Kind kind, EmailAddress email, UUID registration, Instant now) {
        this.kind = kind;
        this.email = email;
        this.registrationId = registration;
        this.expiresAt = now.plus(LIFETIME);
        this.nextAttemptAt = now;
    }

    static AccountMail of(Registration registration, Instant now) {
        return new AccountMail(Kind.REGISTRATION, registration.email, registration.id, now);
    }

    static AccountMail ofPasswordReset(EmailAddress email, Instant now) {
        return new AccountMail(Kind.PASSWORD_RESET, email, null, now);
    }

    /**
     * Keeps other workers from the mail for longer than an attempt takes; a failed one is due again after that.
     *
     * @param attempt how long an attempt takes at most
     */
    void claim(Instant now, Duration attempt) {
        Duration pause = attempt.multipliedBy(3L << Math.min(attempts, 6));
        attempts++;
        nextAttemptAt = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    /** What a mail is about. */
    enum Kind {
        REGISTRATION,
        PASSWORD_RESET
    }
}
