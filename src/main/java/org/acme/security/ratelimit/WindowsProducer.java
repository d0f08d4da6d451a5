package org.acme.security.ratelimit;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Chooses where the windows are. */
class WindowsProducer {

    @Produces
    @Singleton
    Windows windows(LocalWindows local) {
        return new ProcessWindows(local);
    }
}
