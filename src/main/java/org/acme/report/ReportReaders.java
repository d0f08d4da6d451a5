package org.acme.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.application.Permissions;
import org.acme.security.authentication.Caller;

/** Tells other features who can see a report, by the same rule that lists and reads follow. */
@ApplicationScoped
public class ReportReaders {

    private final Reports reports;

    ReportReaders(Reports reports) {
        this.reports = reports;
    }

    /** The callers among these who can see the report; empty when it no longer exists. */
    @Transactional
    public Set<Caller> among(Collection<Caller> callers, UUID report) {
        Map<Boolean, List<Caller>> byModerating = callers.stream()
                .filter(caller -> caller.may(Permissions.REPORTS_READ))
                .collect(Collectors.partitioningBy(caller -> caller.may(Permissions.REPORTS_MODERATE)));
        return byModerating.entrySet().stream()
                .filter(group -> !group.getValue().isEmpty())
                .flatMap(group -> readers(group.getValue(), report, group.getKey()))
                .collect(Collectors.toSet());
    }

    private Stream<Caller> readers(List<Caller> callers, UUID report, boolean moderating) {
        Set<UUID> readers = Set.copyOf(
                reports.unscopedReaders(report, callers.stream().map(Caller::id).toList(), moderating));
        return callers.stream().filter(caller -> readers.contains(caller.id()));
    }
}
