package org.acme.mail;

/** An e-mail message that is ready to be sent. It may contain a token and is never stored. */
public record EmailMessage(String to, String subject, String text) {

    @Override
    public String toString() {
        return "EmailMessage";
    }
}
