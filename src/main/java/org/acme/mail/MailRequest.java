package org.acme.mail;

import java.time.Instant;
import java.util.UUID;
import org.acme.shared.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a message is written for. A retry has the same values.
 *
 * @param registration the registration that the message confirms; null for other kinds
 * @param change the change that the message tells of; null for other kinds
 * @param requestedAt when the message was added to the outbox
 */
public record MailRequest(
        UUID id,
        EmailAddress email,
        @Nullable UUID registration,
        @Nullable CredentialChange change,
        Instant requestedAt) {}
