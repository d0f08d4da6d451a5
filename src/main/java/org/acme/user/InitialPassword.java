package org.acme.user;

import jakarta.inject.Singleton;
import org.acme.problem.Problem;
import org.acme.security.crypto.SecretTokens;
import org.acme.security.issuer.IssuerTokens;
import org.acme.security.password.PasswordPolicy;
import org.acme.security.password.Passwords;

/**
 * The password of an account that an administrator creates. With an external issuer, accounts have none: a random one
 * is stored and never shown.
 */
@Singleton
record InitialPassword(
        PasswordPolicy policy,
        IssuerTokens issuer, // external-issuer-only
        Passwords passwords) {

    private static final String FIELD = "password";

    /**
     * Returns the hash.
     *
     * @throws Problem 400 when the password is missing or refused
     */
    String hash(CreateUser request) {
        // external-issuer-only:begin
        if (issuer.isExternal()) {
            if (request.password() != null) {
                throw Problem.invalid(FIELD, "must be absent, because users log in at the issuer");
            }
            return passwords.hash(SecretTokens.random());
        }
        // external-issuer-only:end
        if (request.password() == null) {
            throw Problem.invalid(FIELD, "must not be null");
        }
        policy.check(FIELD, request.password(), request.email(), request.displayName());
        return passwords.hash(request.password());
    }
}
