package org.acme.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.acme.application.Permissions;
import org.acme.report.ReportReaders;
import org.acme.security.authentication.AccountState;
import org.acme.security.authentication.Caller;
import org.acme.user.Accounts;

/**
 * Finds the webhooks that may receive an event of a report: their owner may currently have webhooks and can see the
 * report, and so could the credential that registered them.
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
    Set<UUID> among(List<Subscriber> subscribers, UUID report) {
        Map<UUID, AccountState> owners =
                accounts.active(subscribers.stream().map(Subscriber::owner).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(AccountState::id, Function.identity()));
        Map<UUID, Caller> callers = new HashMap<>();
        for (Subscriber subscriber : subscribers) {
            AccountState owner = owners.get(subscriber.owner());
            if (owner != null) {
                callers.put(subscriber.webhook(), subscriber.caller(owner));
            }
        }
        callers.values().removeIf(caller -> !caller.may(Permissions.REPORTS_WRITE));
        callers.values().retainAll(readers.among(Set.copyOf(callers.values()), report));
        return callers.keySet();
    }
}
