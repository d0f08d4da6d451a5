package org.acme.session;

import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.acme.application.SecurityEvent.LoginFailed;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.problem.Undo;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.Client;
import org.acme.security.botdefense.BotDefense;
import org.acme.security.dpop.ProvenKey;
import org.acme.security.password.Passwords;
import org.acme.shared.EmailAddress;
import org.acme.user.Account;
import org.acme.user.Accounts;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the password and, if enrolled, the second factor. An unknown, disabled or locked account and a wrong
 * password get the same response and take the same work. A client with the right password learns that the second factor
 * is missing, or that its proof was refused.
 */
@Singleton
public record Credentials(
        Accounts accounts,
        Passwords passwords,
        SecondFactor secondFactor,
        LoginThrottle throttle,
        SuspiciousLogins suspicious,
        BotDefense botDefense,
        Audit audit) {

    /**
     * Marks the proof of the key as used before it checks the second factor, because a replayed proof must not use up a
     * one-time code.
     *
     * @param otp a one-time password or a recovery code; null is accepted only without a second factor
     * @param key null when the client has proven none
     * @throws Problem 401 {@code invalid-credentials}, or {@code otp-required} when only the second factor is missing;
     *     400 {@code invalid-dpop-proof} when the proof was used before, {@code dpop-nonce-required} when Redis could
     *     not check that
     */
    public Account verify(
            EmailAddress email, String password, @Nullable String otp, Client client, @Nullable ProvenKey key) {
        LoginThrottle.Attempt attempt = throttle.begin(email, client);
        return decided(attempt, () -> {
            Account account = verifyPassword(attempt, email, password, client);
            if (account.mfaEnabled() && otp == null) {
                recordIncompleteLogin(attempt, account, "second factor missing", client);
                throw new Problem(ProblemCode.OTP_REQUIRED);
            }
            if (key != null) {
                key.markProofUsed(() -> recordIncompleteLogin(attempt, account, "proof refused", client));
            }
            if (account.mfaEnabled() && !secondFactor.consume(account.id(), otp)) {
                throw refused(attempt, account, "second factor", client);
            }
            suspicious.succeeded(client, account.id());
            return account;
        });
    }

    /**
     * Verifies the password of a user who has already verified the second factor.
     *
     * @throws Problem 401 {@code invalid-credentials}
     */
    public Account verifyPassword(Account account, String password, Client client) {
        LoginThrottle.Attempt attempt = throttle.begin(account.email(), client);
        return decided(attempt, () -> verifyPassword(attempt, account.email(), password, client));
    }

    /**
     * An attempt stays counted only when its credentials were found wrong or missing, even if that could not be
     * recorded in time, and not when they could not be verified.
     */
    private Account decided(LoginThrottle.Attempt attempt, Supplier<Account> verification) {
        boolean decided = false;
        try {
            Account account = verification.get();
            throttle.succeeded(attempt, account.id());
            decided = true;
            return account;
        } catch (Problem problem) {
            decided = isDecision(problem.code());
            throw problem;
        } finally {
            if (!decided && !attempt.refused().get()) {
                Undo.now(() -> throttle.takeBack(attempt), "A login without a decision still counts as failed");
            }
        }
    }

    /**
     * Nonces are verified before passwords: a nonce is required afterwards only when Redis could not check the proof.
     */
    private static boolean isDecision(ProblemCode code) {
        return code.status() < ProblemCode.INTERNAL_ERROR.status()
                && code != ProblemCode.DPOP_NONCE_REQUIRED_FOR_TOKENS;
    }

    /** Clears the failures of an account after a password reset or change. */
    public void clearFailures(Account account) {
        throttle.clearFailures(account.email(), account.id());
    }

    private Account verifyPassword(LoginThrottle.Attempt attempt, EmailAddress email, String password, Client client) {
        Account account = accounts.byEmail(email).orElse(null);
        boolean right = attempt.admitted() && account != null
                ? passwords.verify(password, account.passwordHash())
                : passwords.verifyUnknownAccount(password);
        if (!right || !account.active()) {
            throw refused(attempt, account, right ? "disabled" : reason(attempt, account), client);
        }
        return passwords.isOutdated(account.passwordHash())
                ? accounts.storeNewerHash(account, passwords.hash(password))
                : account;
    }

    private static String reason(LoginThrottle.Attempt attempt, @Nullable Account account) {
        if (attempt.waiting()) {
            return "waiting";
        }
        return attempt.admitted() || account == null ? "password" : "too many failures";
    }

    /** The client learns that the password is right: an attacker who tests passwords could stop here. */
    private void recordIncompleteLogin(LoginThrottle.Attempt attempt, Account account, String reason, Client client) {
        attempt.refused().set(true);
        throttle.uncountOnKnownDevice(attempt);
        suspicious.countIncompleteLogin(client, account.id());
        audit.record(new LoginFailed(null, account.id(), reason));
    }

    private Problem refused(LoginThrottle.Attempt attempt, @Nullable Account account, String reason, Client client) {
        attempt.refused().set(true);
        suspicious.failed(client);
        botDefense.failed();
        audit.record(new LoginFailed(null, account == null ? null : account.id(), reason));
        return new Problem(ProblemCode.INVALID_CREDENTIALS);
    }
}
