package org.acme.security.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.acme.fixture.Eventually;
import org.acme.security.outbound.Settings.Phase;
import org.acme.security.outbound.address.Lookups;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the decisions of the guard with production settings and a simulated resolver. */
@Timeout(20)
class UrlGuardTest {

    private static final String URL = "https://hooks.example.com/in";

    private final List<String> asked = new ArrayList<>();

    private UrlGuard guard(OutboundConfig config, String... addresses) {
        return new UrlGuard(
                config,
                new Lookups(
                        name -> {
                            asked.add(name);
                            return addresses(addresses);
                        },
                        config),
                new SimpleMeterRegistry());
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        if (literals.length == 0) {
            throw new UnknownHostException();
        }
        InetAddress[] found = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            found[i] = InetAddress.getByName(literals[i]);
        }
        return found;
    }

    private static void assertRefused(UrlGuard guard, String url, UrlRefusal reason) {
        assertThatThrownBy(() -> guard.check(url))
                .isInstanceOfSatisfying(UrlRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(reason));
    }

    @Test
    void internal_address_is_called_only_in_a_test_network() {
        OutboundConfig config = Settings.production().open(443, "192.0.2.0/24", "203.0.113.0/24");

        assertThatCode(() -> guard(config, "203.0.113.7").check(URL)).doesNotThrowAnyException();
        assertRefused(guard(config, "198.51.100.7"), URL, UrlRefusal.ADDRESS_NOT_PUBLIC);
    }

    @Test
    void host_name_with_public_addresses_is_called_at_the_first_one() throws Exception {
        Destination to = guard(Settings.production(), "93.184.215.14", "2606:2800::1")
                .destination(URL)
                .get();
        assertThat(to.address()).isEqualTo(InetAddress.getByName("93.184.215.14"));
        assertThat(asked).containsExactly("hooks.example.com");
    }

    @Test
    void host_name_with_one_internal_address_among_public_ones_is_refused() {
        UrlGuard guard = guard(Settings.production(), "93.184.215.14", "8.8.8.8", "10.0.0.1");
        assertRefused(guard, URL, UrlRefusal.ADDRESS_NOT_PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "10.1.2.3",
                "169.254.169.254",
                "100.100.100.200",
                "192.168.1.1",
                "::1",
                "::",
                "fe80::1",
                "fd00:ec2::254",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::1",
                "::ffff:10.0.0.1"
            })
    void url_whose_host_name_resolves_to_an_internal_address_is_refused(String address) {
        assertRefused(guard(Settings.production(), address), URL, UrlRefusal.ADDRESS_NOT_PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "[::1]", "[fd00:ec2::254]", "[64:ff9b::7f00:1]"})
    void internal_ip_address_in_a_url_is_refused_without_a_dns_lookup(String host) {
        UrlGuard guard = guard(Settings.production(), "93.184.215.14");
        assertRefused(guard, "https://" + host + "/", UrlRefusal.ADDRESS_NOT_PUBLIC);
        assertThatThrownBy(() -> guard.checkSpelling("https://" + host + "/")).isInstanceOf(UrlRefused.class);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://hooks.example.com:443/, SCHEME",
        "https://hooks.example.com:22/, PORT",
        "https://hooks.example.com:8443/, PORT",
        "https://localhost/, HOST",
        "https://user@hooks.example.com/, MALFORMED"
    })
    void disallowed_scheme_port_or_host_is_refused_before_a_dns_lookup(String url, UrlRefusal reason) {
        assertRefused(guard(Settings.production(), "93.184.215.14"), url, reason);
        assertThat(asked).isEmpty();
    }

    @Test
    void host_outside_the_configured_list_is_refused() {
        UrlGuard guard = guard(Settings.production().onlyTo("hooks.example.com"), "93.184.215.14");
        assertThatCode(() -> guard.check(URL)).doesNotThrowAnyException();
        assertRefused(guard, "https://evil.example/", UrlRefusal.HOST_NOT_LISTED);
        assertRefused(guard, "https://a.hooks.example.com/", UrlRefusal.HOST_NOT_LISTED);
        assertRefused(guard, "https://8.8.8.8/", UrlRefusal.HOST_NOT_LISTED);
    }

    @Test
    void listed_host_with_an_internal_address_is_refused() {
        UrlGuard guard = guard(Settings.production().onlyTo("hooks.example.com"), "10.0.0.1");
        assertRefused(guard, URL, UrlRefusal.ADDRESS_NOT_PUBLIC);
    }

    @Test
    void test_network_admits_only_its_own_addresses() {
        UrlGuard guard = guard(Settings.production().open(443, "127.0.0.1/32"), "127.0.0.1", "127.0.0.2");
        assertRefused(guard, URL, UrlRefusal.ADDRESS_NOT_PUBLIC);
    }

    @Test
    void refusals_of_unresolvable_and_internal_host_names_are_identical() {
        assertRefused(guard(Settings.production()), URL, UrlRefusal.UNRESOLVABLE);
        assertThat(UrlRefusal.UNRESOLVABLE.message()).isEqualTo(UrlRefusal.ADDRESS_NOT_PUBLIC.message());
    }

    @Test
    void dns_lookup_without_a_response_times_out() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        OutboundConfig impatient = Settings.production().impatient(Phase.RESOLVE);
        UrlGuard guard = new UrlGuard(
                impatient,
                new Lookups(
                        name -> {
                            awaitQuietly(never);
                            return addresses("93.184.215.14");
                        },
                        impatient),
                new SimpleMeterRegistry());
        assertRefused(guard, URL, UrlRefusal.UNRESOLVABLE);
        never.countDown();
    }

    @Test
    void names_that_resolve_slowly_do_not_keep_urls_from_being_called() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean configured = new AtomicBoolean();
        OutboundConfig impatient = Settings.production().impatient(Phase.RESOLVE);
        Lookups lookups = new Lookups(
                name -> {
                    if (name.startsWith("issuer")) {
                        configured.set(true);
                        throw new UnknownHostException();
                    }
                    if (name.startsWith("slow")) {
                        awaitQuietly(never);
                    }
                    return addresses("93.184.215.14");
                },
                impatient);
        UrlGuard guard = new UrlGuard(impatient, lookups, new SimpleMeterRegistry());
        for (int i = 0; i < 50; i++) {
            assertRefused(guard, "https://slow" + i + ".example.com/", UrlRefusal.UNRESOLVABLE);
        }
        assertThat(guard.destination(URL).join().url().host()).isEqualTo("hooks.example.com");

        List<CompletableFuture<Destination>> calls = IntStream.range(0, 50)
                .mapToObj(i -> guard.destination("https://slow" + i + ".example.com/"))
                .toList();
        assertThat(calls).allSatisfy(call -> assertThatThrownBy(call::join).hasCauseInstanceOf(UrlRefused.class));
        Vertx vertx = Vertx.vertx();
        Upstreams upstreams = UpstreamsFixture.create(vertx, lookups);
        try (Upstream issuer = upstreams.at(URI.create("https://issuer.example.com"), impatient.limits(), "issuer")) {
            assertThatThrownBy(() -> issuer.get("/keys", Map.of())).isInstanceOf(CallFailed.class);
            assertThat(configured)
                    .as("the name of a configured service is looked up")
                    .isTrue();
        } finally {
            upstreams.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        never.countDown();
        Eventually.holds(() -> assertThatCode(() -> guard.check(URL)).doesNotThrowAnyException());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(40, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
