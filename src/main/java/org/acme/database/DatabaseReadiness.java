package org.acme.database;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports readiness: the database is writable and the service is not stopping. It does not block and needs no worker
 * thread, because all of them may be waiting for the database.
 */
@Readiness
@Singleton
class DatabaseReadiness implements AsyncHealthCheck {

    private final DatabaseProbe probe;
    private volatile boolean stopping;

    DatabaseReadiness(DatabaseProbe probe) {
        this.probe = probe;
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(() -> HealthCheckResponse.named("Database is writable and service is not stopping")
                .status(!stopping && probe.isWritable())
                .build());
    }
}
