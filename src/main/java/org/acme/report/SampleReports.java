package org.acme.report;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.acme.shared.EmailAddress;
import org.acme.shared.FilterOrder;
import org.acme.user.User;

/**
 * Adds sample reports once, in dev mode. Production builds do not contain this class, and a package that was built with
 * another profile does not start.
 */
@ApplicationScoped
@IfBuildProfile("dev")
class SampleReports {

    private final EntityManager database;
    private final Clock clock;

    SampleReports(EntityManager database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Transactional
    void start(@Observes @Priority(FilterOrder.Startup.SAMPLE_REPORTS) StartupEvent event) {
        add(LaunchMode.current());
    }

    void add(LaunchMode mode) {
        if (mode == LaunchMode.NORMAL) {
            throw new IllegalStateException("This package was built with quarkus.profile=dev and would add reports."
                    + " Build it without this setting.");
        }
        if (database.createQuery("select 1 from Report", Integer.class)
                .setMaxResults(1)
                .getResultList()
                .isEmpty()) {
            report("editor@example.com", "Quarterly figures", Visibility.INTERNAL)
                    .publish(clock.instant());
            report("editor@example.com", "Draft of the annual review", Visibility.PRIVATE);
            report("admin@example.com", "Incident review", Visibility.INTERNAL).publish(clock.instant());
            report("admin@example.com", "Salaries", Visibility.PRIVATE).publish(clock.instant());
        }
    }

    private Report report(String owner, String title, Visibility visibility) {
        User user = database.createQuery("from User where email = :email", User.class)
                .setParameter("email", EmailAddress.of(owner))
                .getSingleResult();
        Report report = new Report(
                user, new CreateReport(title, "The text of \"" + title + "\".", visibility), clock.instant());
        database.persist(report);
        return report;
    }
}
