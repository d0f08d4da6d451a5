package org.acme.security.issuer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** Reports whether access tokens can be verified. With the own issuer, they always can. */
@Singleton
record IssuerMeters(IssuerConfig config, IssuerKeys keys) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("palisade.issuer.keys.available", this, IssuerMeters::available)
                .description("0 while no keys of the external issuer are known and requests with a token get 503")
                .register(registry);
    }

    private double available() {
        return config.mode().isExternal() && keys.current() == null ? 0 : 1;
    }
}
