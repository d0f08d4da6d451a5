package org.acme.bench;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/** Part of every build without a control: the service fails to start unless it listens on localhost. */
@ApplicationScoped
class LoopbackOnly {

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "::1", "localhost");

    void check(@Observes @Priority(1) StartupEvent start) {
        String host = ConfigProvider.getConfig().getValue("quarkus.http.host", String.class);
        if (!THIS_MACHINE.contains(host)) {
            throw new IllegalStateException(
                    "This build is for measuring only: quarkus.http.host (QUARKUS_HTTP_HOST) must be 127.0.0.1");
        }
    }
}
