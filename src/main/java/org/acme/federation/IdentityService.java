package org.acme.federation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.acme.application.SecurityEvent.IdentityLinked;
import org.acme.mail.CredentialChange;
import org.acme.mail.MailOutbox;
import org.acme.problem.Problem;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.Caller;
import org.acme.security.issuer.IssuerConfig;
import org.acme.security.issuer.IssuerLogin;
import org.acme.user.Accounts;
import org.acme.user.FederatedAccounts;
import org.acme.user.Users;

/** Links existing accounts to users of the issuer. A link is never replaced: it would hand the account over. */
@ApplicationScoped
class IdentityService {

    private final Users users;
    private final Accounts accounts;
    private final FederatedAccounts federated;
    private final ExternalIdentities identities;
    private final IssuerConfig config;
    private final Audit audit;
    private final MailOutbox outbox;

    IdentityService(
            Users users,
            Accounts accounts,
            FederatedAccounts federated,
            ExternalIdentities identities,
            IssuerConfig config,
            Audit audit,
            MailOutbox outbox) {
        this.users = users;
        this.accounts = accounts;
        this.federated = federated;
        this.identities = identities;
        this.config = config;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** @throws Problem 404 for a hidden account, 409 when the account or the user of the issuer is linked already */
    @Transactional
    void link(Caller caller, UUID account, LinkIdentity request) {
        // A deletion at the same time must see the identity, to remember that its account was deleted.
        federated.lock(account);
        users.visibleLocked(caller, account).orElseThrow(Problem::notFound);
        String issuer = config.url().orElseThrow();
        if (!identities.link(issuer, request.subject(), account)) {
            throw Problem.conflict("The account or the subject is already linked.");
        }
        audit.record(new IdentityLinked(caller.id(), account, IssuerLogin.subjectHash(issuer, request.subject())));
        accounts.byId(account)
                .ifPresent(owner -> outbox.addCredentialChange(owner.email(), CredentialChange.IDENTITY_LINKED));
    }
}
