package org.acme.security.botdefense;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.Caller;
import org.acme.shared.Purge;
import org.acme.shared.Route;
import org.hibernate.exception.ConstraintViolationException;

/** Counts uses of sensitive flows per caller and UTC day, exactly and across all instances. */
@ApplicationScoped
class FlowQuota {

    private static final String USE = """
            insert into flow_uses as f (flow, user_id, day, uses) select :flow, :user, :day, 1 where :quota > 0
            on conflict (flow, user_id, day) do update set uses = f.uses + 1 where f.uses < :quota
            returning uses""";

    private static final String TAKE_BACK =
            "update flow_uses set uses = uses - 1 where flow = :flow and user_id = :user and day = :day and uses > 0";

    private final EntityManager database;
    private final DefenseSettings settings;
    private final Purge purge;
    private final Clock clock;

    FlowQuota(EntityManager database, DefenseSettings settings, Purge purge, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.purge = purge;
        this.clock = clock;
    }

    /** An operation with an unknown flow fails the startup. */
    void check(@Observes StartupEvent start) {
        Route.all().stream()
                .map(Route::operation)
                .filter(Objects::nonNull)
                .flatMap(operation -> SensitiveFlowFilter.of(operation).stream())
                .map(SensitiveFlow::value)
                .filter(flow -> !settings.hasFlow(flow))
                .forEach(flow -> {
                    throw new ConfigurationException(
                            "@SensitiveFlow(\"" + flow + "\") requires the setting app.flow." + flow + ".daily");
                });
    }

    /**
     * @return the day of the use
     * @throws Problem 429 until the next UTC day, when the quota is used up
     */
    @Transactional
    LocalDate use(Caller caller, String flow) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!tryUse(caller, flow, today)) {
            Duration rest = Duration.between(
                    clock.instant(), today.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
            throw Problem.retryAfter(ProblemCode.RATE_LIMITED, rest.toSeconds() + 1);
        }
        return today;
    }

    /** Takes back a use that had no effect. */
    @Transactional
    void takeBack(UUID user, String flow, LocalDate day) {
        database.createNativeQuery(TAKE_BACK)
                .setParameter("flow", flow)
                .setParameter("user", user)
                .setParameter("day", day)
                .executeUpdate();
    }

    private boolean tryUse(Caller caller, String flow, LocalDate today) {
        try {
            return !database.createNativeQuery(USE)
                    .setParameter("flow", flow)
                    .setParameter("user", caller.id())
                    .setParameter("day", today)
                    .setParameter("quota", settings.usesPerDay(flow))
                    .getResultList()
                    .isEmpty();
        } catch (ConstraintViolationException e) {
            // The user was deleted after the request was authenticated.
            throw new Problem(ProblemCode.UNAUTHENTICATED);
        }
    }

    @Scheduled(every = "6h", delayed = "2m")
    void purge() {
        LocalDate yesterday =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        purge.deleteOlderThan("flow_uses", "day", yesterday);
    }
}
