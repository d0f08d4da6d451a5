package org.acme.database;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says whether the service may get requests: the database can be written to, and the service has not been told to stop.
 * It responds at once, and needs no worker, all of which may be waiting for the database.
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
