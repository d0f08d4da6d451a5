package org.acme.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.acme.application.SecurityEvent.PasswordChanged;
import org.acme.mail.CredentialChange;
import org.acme.mail.MailOutbox;
import org.acme.passwordreset.PasswordResets;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.Client;
import org.acme.security.password.PasswordPolicy;
import org.acme.security.password.Passwords;
import org.acme.session.Credentials;
import org.acme.session.Revocation;
import org.acme.user.Account;
import org.acme.user.Accounts;

/** Changes the caller's password. */
@ApplicationScoped
class PasswordChange {

    private final Accounts accounts;
    private final Credentials credentials;
    private final Passwords passwords;
    private final PasswordPolicy policy;
    private final PasswordResets resets;
    private final Revocation revocation;
    private final MailOutbox outbox;
    private final Audit audit;

    PasswordChange(
            Accounts accounts,
            Credentials credentials,
            Passwords passwords,
            PasswordPolicy policy,
            PasswordResets resets,
            Revocation revocation,
            MailOutbox outbox,
            Audit audit) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.passwords = passwords;
        this.policy = policy;
        this.resets = resets;
        this.revocation = revocation;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** The password suffices: this operation requires recent authentication, which included the second factor. */
    void change(Caller caller, ChangePassword request, Client client) {
        Account account = accounts.byId(caller.id()).orElseThrow(() -> new Problem(ProblemCode.UNAUTHENTICATED));
        Account proven = credentials.verifyPassword(account, request.currentPassword(), client);
        policy.check("newPassword", request.newPassword(), account.email(), account.displayName());
        set(caller, proven, passwords.hash(request.newPassword()));
    }

    @Transactional
    void set(Caller caller, Account proven, String passwordHash) {
        if (!accounts.replacePassword(proven, passwordHash)) {
            throw new Problem(ProblemCode.INVALID_CREDENTIALS);
        }
        credentials.clearFailures(proven);
        // The user may change the password after a theft of the link.
        resets.unscopedRevoke(proven.id());
        revocation.revokeOthers(caller);
        audit.record(new PasswordChanged(caller.id(), caller.id()));
        outbox.addCredentialChange(proven.email(), CredentialChange.PASSWORD_CHANGED);
    }
}
