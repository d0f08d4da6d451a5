package org.acme.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.regex.Pattern;
import org.acme.mail.AccountMail;
import org.acme.mail.EmailMessage;
import org.acme.mail.MailLinks;
import org.acme.mail.MailRequest;
import org.acme.mail.MailTemplate;
import org.acme.security.crypto.SecretTokens;
import org.acme.shared.EmailAddress;
import org.acme.user.Accounts;

/** Writes the message that confirms an e-mail address, or tells its owner that an account exists. */
@ApplicationScoped
class RegistrationMail implements MailTemplate {

    /** All but letters, digits, spaces and common punctuation of names. A full stop in a word looks like a domain. */
    private static final Pattern FOREIGN = Pattern.compile("[^\\p{L}\\p{M}\\p{N} '’.-]|\\.(?=\\S)");

    /** Mail programs link telephone numbers. */
    private static final Pattern NUMBER = Pattern.compile("\\p{N}(?:[^\\p{L}\\p{N}]*+\\p{N}){4,}+");

    private final Registrations registrations;
    private final Accounts accounts;
    private final MailLinks links;

    RegistrationMail(Registrations registrations, Accounts accounts, MailLinks links) {
        this.registrations = registrations;
        this.accounts = accounts;
        this.links = links;
    }

    @Override
    public AccountMail.Kind kind() {
        return AccountMail.Kind.REGISTRATION;
    }

    /** Empty when the registration was used or purged. */
    @Override
    @Transactional
    public Optional<EmailMessage> message(MailRequest request) {
        if (accounts.byEmail(request.email()).isPresent()) {
            return Optional.of(known(request.email()));
        }
        String token = links.token(request);
        return Optional.ofNullable(request.registration())
                .flatMap(registrations::unscopedById)
                .filter(open -> registrations.unscopedSetToken(open, SecretTokens.hash(token), links.expiry()))
                .map(open -> verification(open, token));
    }

    private static EmailMessage known(EmailAddress email) {
        return new EmailMessage(email.value(), "You already have an account", """
                Palisade received a registration request for this e-mail address, which already has an account.

                If you made the request, log in, or request a password reset if you have forgotten your password. If you
                did not make it, ignore this message: your account has not changed.
                """);
    }

    private EmailMessage verification(Registration registration, String token) {
        return new EmailMessage(registration.email.value(), "Confirm your e-mail address", """
                Palisade received a registration request for this e-mail address and this name:

                    %s

                If you made the request, confirm the address within 30 minutes:

                %s

                The link creates the account with the password that was sent in the registration request.
                If you did not make the request, or did not choose this name, do not open the link: the password was
                chosen by another person. Until the link is opened, no account exists, and the request expires after
                30 minutes. If you opened the link by mistake, request a password reset immediately.
                """.formatted(
                        plain(registration.displayName), links.link("verify-email", token)));
    }

    /** Replaces other characters and long numbers by a dot, so that mail programs find nothing to link. */
    private static String plain(String name) {
        return NUMBER.matcher(FOREIGN.matcher(name).replaceAll("·")).replaceAll("·");
    }
}
