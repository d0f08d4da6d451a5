package org.acme.security.outbound;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.acme.shared.AddressBlock;

/** Production settings with long timeouts. Each test changes the settings that it needs. */
record Settings(
        Set<Scheme> schemes,
        Set<Integer> ports,
        Optional<Set<String>> hosts,
        Optional<List<AddressBlock>> testNetworks,
        Duration resolveTimeout,
        Duration connectTimeout,
        Duration handshakeTimeout,
        Duration firstByteTimeout,
        Duration totalTimeout,
        MemorySize maxResponseSize)
        implements OutboundConfig {

    static final int MAX_BYTES = 10_000;
    static final int PARALLEL_CALLS = 32;

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(60);

    static Settings production() {
        return new Settings(
                Set.of(Scheme.HTTPS),
                Set.of(443),
                Optional.empty(),
                Optional.empty(),
                LONG,
                LONG,
                LONG,
                LONG,
                LONG,
                new MemorySize(BigInteger.valueOf(MAX_BYTES)));
    }

    Settings open(int port, String... networks) {
        return new Settings(
                schemes,
                Set.of(port),
                hosts,
                networks.length == 0
                        ? Optional.empty()
                        : Optional.of(Stream.of(networks).map(AddressBlock::of).toList()),
                resolveTimeout,
                connectTimeout,
                handshakeTimeout,
                firstByteTimeout,
                totalTimeout,
                maxResponseSize);
    }

    Settings onlyTo(String... listed) {
        return new Settings(
                schemes,
                ports,
                Optional.of(Set.of(listed)),
                testNetworks,
                resolveTimeout,
                connectTimeout,
                handshakeTimeout,
                firstByteTimeout,
                totalTimeout,
                maxResponseSize);
    }

    Settings http() {
        return new Settings(
                Set.of(Scheme.HTTP),
                ports,
                hosts,
                testNetworks,
                resolveTimeout,
                connectTimeout,
                handshakeTimeout,
                firstByteTimeout,
                totalTimeout,
                maxResponseSize);
    }

    Settings impatient(Phase phase) {
        return new Settings(
                schemes,
                ports,
                hosts,
                testNetworks,
                phase == Phase.RESOLVE ? SHORT : resolveTimeout,
                phase == Phase.CONNECT ? SHORT : connectTimeout,
                phase == Phase.HANDSHAKE ? SHORT : handshakeTimeout,
                phase == Phase.FIRST_BYTE ? SHORT : firstByteTimeout,
                phase == Phase.TOTAL ? SHORT : totalTimeout,
                maxResponseSize);
    }

    @Override
    public int parallelCalls() {
        return PARALLEL_CALLS;
    }

    enum Phase {
        RESOLVE,
        CONNECT,
        HANDSHAKE,
        FIRST_BYTE,
        TOTAL
    }
}
