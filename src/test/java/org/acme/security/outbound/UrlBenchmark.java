package org.acme.security.outbound;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.URI;
import org.acme.security.outbound.address.Lookups;
import org.acme.security.outbound.address.PublicAddresses;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures the cost of the URL guard, without DNS lookups. */
@State(Scope.Benchmark)
public class UrlBenchmark {

    private static final String NAMED = "https://hooks.example.com/reports/published?tenant=7&format=json";
    private static final String PRIVATE = "https://169.254.169.254/latest/meta-data/";

    private final UrlGuard guard = new UrlGuard(
            Settings.production(),
            new Lookups(name -> new InetAddress[0], Settings.production()),
            new SimpleMeterRegistry());
    private InetAddress ipv4;
    private InetAddress ipv6;

    @Setup
    public void addresses() throws Exception {
        ipv4 = InetAddress.getByName("93.184.215.14");
        ipv6 = InetAddress.getByName("2606:2800:21f:cb07:6820:80da:af6b:8b2c");
    }

    @Benchmark
    public URI read_by_java() {
        return URI.create(NAMED);
    }

    @Benchmark
    public void spelling() {
        guard.read(NAMED);
    }

    @Benchmark
    public Object refused_literal() {
        try {
            guard.read(PRIVATE);
            return null;
        } catch (UrlRefused refused) {
            return refused;
        }
    }

    @Benchmark
    public boolean address_of_ipv4() {
        return PublicAddresses.contain(ipv4);
    }

    @Benchmark
    public boolean address_of_ipv6() {
        return PublicAddresses.contain(ipv6);
    }
}
