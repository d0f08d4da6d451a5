package org.acme.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.security.authentication.Caller;

/** Tells other features who can see a report, by the same rule that lists and reads follow. */
@ApplicationScoped
public class ReportReaders {

    private final Reports reports;

    ReportReaders(Reports reports) {
        this.reports = reports;
    }

    /** Empty when the report no longer exists. */
    @Transactional
    public Set<UUID> among(List<Caller> users, UUID report) {
        return Set.copyOf(reports.unscopedReaders(
                report, having(users, Permissions.REPORTS_READ), having(users, Permissions.REPORTS_MODERATE)));
    }

    private static List<UUID> having(List<Caller> users, String permission) {
        return users.stream()
                .filter(user -> user.may(permission))
                .map(Caller::id)
                .toList();
    }
}
