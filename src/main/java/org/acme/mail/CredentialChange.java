package org.acme.mail;

/**
 * A change of credentials that its user is told of, because it may be another person's (OWASP Forgot Password Cheat
 * Sheet).
 */
public enum CredentialChange {
    PASSWORD_CHANGED("The password of your Palisade account was changed"),
    PASSWORD_RESET("The password of your Palisade account was reset by a link in an e-mail message"),
    SECOND_FACTOR_ENABLED("An authenticator was added to your Palisade account"),
    SECOND_FACTOR_REMOVED("The authenticator of your Palisade account was removed"),
    RECOVERY_CODE_USED("A recovery code of your Palisade account was used"),
    IDENTITY_LINKED("An administrator linked a login to your Palisade account"), // external-issuer-only
    API_KEY_CREATED("An API key was created for your Palisade account");

    private final String sentence;

    CredentialChange(String sentence) {
        this.sentence = sentence;
    }

    /** What happened, without a full stop. */
    String sentence() {
        return sentence;
    }
}
