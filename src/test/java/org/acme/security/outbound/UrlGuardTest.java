package org.acme.security.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.acme.fixture.Eventually;
import org.acme.fixture.SecondThread;
import org.acme.security.outbound.Settings.Phase;
import org.acme.security.outbound.address.Lookups;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the decisions of the guard with production settings and a simulated resolver. */
@SecondThread
@Timeout(20)
class UrlGuardTest {

    private static final String URL = "https://hooks.example.com/in";
    private static final UUID USER = UUID.randomUUID();

    /** Threads for lookups. */
    private static final int THREADS = 2 * Settings.PARALLEL_CALLS;

    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** Names that begin with "slow" resolve when it is open. */
    private final CountDownLatch responding = new CountDownLatch(1);

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
        assertThatThrownBy(() -> guard.check(USER, url))
                .isInstanceOfSatisfying(UrlRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(reason));
    }

    @Test
    void internal_address_is_called_only_in_a_test_network() {
        OutboundConfig config = Settings.production().open(443, "192.0.2.0/24", "203.0.113.0/24");

        assertThatCode(() -> guard(config, "203.0.113.7").check(USER, URL)).doesNotThrowAnyException();
        assertRefused(guard(config, "198.51.100.7"), URL, UrlRefusal.ADDRESS_NOT_PUBLIC);
    }

    @Test
    void host_name_with_public_addresses_is_called_at_the_first_one() throws Exception {
        Destination to = guard(Settings.production(), "93.184.215.14", "2606:2800::1")
                .destination(USER, URL)
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
        assertThatThrownBy(() -> guard.read("https://" + host + "/")).isInstanceOf(UrlRefused.class);
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
        assertThatCode(() -> guard.check(USER, URL)).doesNotThrowAnyException();
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

    private Lookups slowLookups(OutboundConfig config) {
        return new Lookups(
                name -> {
                    asked.add(name);
                    if (name.startsWith("slow")) {
                        awaitQuietly(responding);
                    }
                    return addresses("93.184.215.14");
                },
                config);
    }

    private static String slow(int number) {
        return "https://slow" + number + ".example.com/";
    }

    /** Starts calls of one user to as many slow names, and returns when each has failed. */
    private static List<Throwable> failuresOf(UrlGuard guard, UUID user, int names) {
        return IntStream.range(0, names).mapToObj(number -> guard.destination(user, slow(number))).toList().stream()
                .map(call -> catchThrowable(call::join).getCause())
                .toList();
    }

    @Test
    void dns_lookup_without_a_response_times_out() {
        OutboundConfig impatient = Settings.production().impatient(Phase.RESOLVE);
        UrlGuard guard = new UrlGuard(impatient, slowLookups(impatient), new SimpleMeterRegistry());
        assertRefused(guard, slow(0), UrlRefusal.UNRESOLVABLE);
        responding.countDown();
    }

    @Test
    void names_that_resolve_slowly_do_not_keep_urls_of_other_users_from_being_checked_and_called() {
        OutboundConfig impatient = Settings.production().impatient(Phase.RESOLVE);
        UrlGuard guard = new UrlGuard(impatient, slowLookups(impatient), new SimpleMeterRegistry());
        UUID mallory = UUID.randomUUID();

        for (int i = 0; i < THREADS; i++) {
            String url = slow(i);
            assertThatThrownBy(() -> guard.check(mallory, url)).isInstanceOfAny(UrlRefused.class, LookupsBusy.class);
        }
        assertThatCode(() -> guard.check(USER, URL)).doesNotThrowAnyException();

        List<Throwable> failures = failuresOf(guard, mallory, THREADS);
        assertThat(failures).hasOnlyElementsOfTypes(UrlRefused.class, LookupsBusy.class);
        assertThat(failures).hasAtLeastOneElementOfType(LookupsBusy.class);
        assertThat(guard.destination(USER, URL).join().url().host()).isEqualTo("hooks.example.com");
        responding.countDown();
        Eventually.holds(() -> assertThatCode(() -> guard.check(mallory, URL)).doesNotThrowAnyException());
    }

    @Test
    void checks_of_slow_names_do_not_keep_urls_from_being_called() {
        OutboundConfig impatient = Settings.production().impatient(Phase.RESOLVE);
        Lookups lookups = slowLookups(impatient);
        UrlGuard guard = new UrlGuard(impatient, lookups, new SimpleMeterRegistry());
        List<CompletableFuture<List<InetAddress>>> checks = IntStream.range(0, THREADS)
                .mapToObj(i -> lookups.addressesToCheck(UUID.randomUUID(), "slow" + i + ".example.com"))
                .toList();
        assertThat(guard.destination(USER, URL))
                .succeedsWithin(Duration.ofSeconds(10))
                .satisfies(found -> assertThat(found.url().host()).isEqualTo("hooks.example.com"));
        assertThat(checks)
                .allSatisfy(check ->
                        assertThatThrownBy(check::join).cause().isInstanceOfAny(UrlRefused.class, LookupsBusy.class));
        responding.countDown();
    }

    @Test
    void url_is_not_refused_while_no_thread_is_free_to_look_up_its_name() {
        OutboundConfig impatient = Settings.production().impatient(Phase.RESOLVE);
        UrlGuard guard = new UrlGuard(impatient, slowLookups(impatient), new SimpleMeterRegistry());
        for (int i = 0; i < THREADS; i++) {
            guard.destination(UUID.randomUUID(), slow(i));
        }
        Eventually.holds(() -> assertThat(asked).hasSize(THREADS));

        assertThatThrownBy(() -> guard.check(USER, URL)).isInstanceOf(LookupsBusy.class);
        assertThatThrownBy(guard.destination(USER, URL)::join).hasCauseInstanceOf(LookupsBusy.class);

        responding.countDown();
        Eventually.holds(() -> assertThatCode(() -> guard.check(USER, URL)).doesNotThrowAnyException());
    }

    @Test
    void concurrent_dns_lookups_of_one_name_are_one() {
        UrlGuard guard =
                new UrlGuard(Settings.production(), slowLookups(Settings.production()), new SimpleMeterRegistry());
        List<CompletableFuture<Destination>> calls = IntStream.range(0, THREADS + 1)
                .mapToObj(i -> guard.destination(USER, slow(0)))
                .toList();
        responding.countDown();
        assertThat(calls).allSatisfy(call -> assertThat(call)
                .succeedsWithin(Duration.ofSeconds(10))
                .satisfies(found -> assertThat(found.url().host()).isEqualTo("slow0.example.com")));
        assertThat(asked).hasSize(1);
    }

    @Test
    void names_of_users_do_not_keep_configured_services_from_being_called() {
        OutboundConfig impatient = Settings.production().impatient(Phase.RESOLVE);
        Lookups lookups = slowLookups(impatient);
        UrlGuard guard = new UrlGuard(impatient, lookups, new SimpleMeterRegistry());
        for (int i = 0; i < THREADS; i++) {
            guard.destination(UUID.randomUUID(), slow(i));
        }
        Eventually.holds(() -> assertThat(asked).hasSize(THREADS));

        Vertx vertx = Vertx.vertx();
        Upstreams upstreams = UpstreamsFixture.create(vertx, lookups);
        try (Upstream issuer =
                upstreams.at(URI.create("https://slow-issuer.example.com"), impatient.limits(), "issuer")) {
            assertThatThrownBy(() -> issuer.get("/keys", Map.of())).isInstanceOf(CallFailed.class);
            assertThat(asked).contains("slow-issuer.example.com");
        } finally {
            upstreams.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
            responding.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(40, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
