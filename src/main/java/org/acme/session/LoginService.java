package org.acme.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.AccessTokens;
import org.acme.security.crypto.Passwords;
import org.acme.user.Account;
import org.acme.user.Accounts;

/** Turns a password into an access token. Every refusal takes the same work and gives the same answer. */
@ApplicationScoped
class LoginService {

    private final Accounts accounts;
    private final Passwords passwords;
    private final AccessTokens tokens;
    private final Clock clock;

    LoginService(Accounts accounts, Passwords passwords, AccessTokens tokens, Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.tokens = tokens;
        this.clock = clock;
    }

    TokenView logIn(LogIn login) {
        Account account = accounts.byEmail(login.email()).orElse(null);
        boolean proven = account == null
                ? passwords.verifyNobody(login.password())
                : passwords.verify(login.password(), account.passwordHash());
        if (!proven || !account.active()) {
            throw new Problem(ProblemCode.INVALID_CREDENTIALS);
        }
        accounts.loggedIn(account.id());
        String token =
                tokens.issue(account.id(), UUID.randomUUID(), account.role().key(), clock.instant());
        return new TokenView(token, "Bearer", tokens.lifetime().toSeconds());
    }
}
