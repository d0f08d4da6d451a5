package org.acme.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.report.ReportReaders;
import org.acme.security.authentication.Caller;
import org.acme.user.Accounts;

/**
 * Finds the users who may receive an event of a report: those who may currently have webhooks and can see the report.
 */
@ApplicationScoped
class EventAccess {

    private final Accounts accounts;
    private final ReportReaders readers;

    EventAccess(Accounts accounts, ReportReaders readers) {
        this.accounts = accounts;
        this.readers = readers;
    }

    @Transactional
    Set<UUID> among(Collection<UUID> owners, UUID report) {
        List<Caller> mayHaveWebhooks = accounts.usable(owners).stream()
                .map(account -> new Caller(account.id(), account.permissions()))
                .filter(owner -> owner.may(Permissions.REPORTS_WRITE))
                .toList();
        return readers.among(mayHaveWebhooks, report);
    }
}
