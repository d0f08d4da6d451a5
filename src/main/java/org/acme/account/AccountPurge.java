package org.acme.account;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Forgets registrations and resets that nobody finished. Every instance does it; doing it twice does no harm. */
@ApplicationScoped
class AccountPurge {

    private final Registrations registrations;
    private final PasswordResets resets;
    private final Clock clock;

    AccountPurge(Registrations registrations, PasswordResets resets, Clock clock) {
        this.registrations = registrations;
        this.resets = resets;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "1m")
    @Transactional
    void run() {
        registrations.unscopedPurge(clock.instant());
        resets.unscopedPurge(clock.instant());
    }
}
