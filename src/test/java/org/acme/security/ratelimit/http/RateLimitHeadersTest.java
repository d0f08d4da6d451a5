package org.acme.security.ratelimit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Policies;
import org.acme.security.ratelimit.Policy;
import org.acme.security.ratelimit.Settings;
import org.acme.security.ratelimit.window.Hit;
import org.junit.jupiter.api.Test;

class RateLimitHeadersTest {

    private static final Policy POLICY = new Policy(0, "address", 10, 1_000, Per.ADDRESS);

    private final List<String> headers = new ArrayList<>();

    /** A response that refuses headers once it was sent, as that of Vert.x does. */
    private HttpServerResponse response(boolean sent) {
        return (HttpServerResponse) Proxy.newProxyInstance(
                HttpServerResponse.class.getClassLoader(),
                new Class<?>[] {HttpServerResponse.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "headWritten" -> sent;
                    case "putHeader" -> {
                        if (sent) {
                            throw new IllegalStateException();
                        }
                        headers.add(String.valueOf(arguments[0]));
                        yield proxy;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private void set(boolean sent) {
        Hit hit = new Hit(POLICY, "192.0.2.1");
        hit.admit(9, 1_000);
        Policies policies = new Policies(Settings.of(100, Duration.ofSeconds(60)));
        new RateLimitHeaders(policies, new SimpleMeterRegistry()).setOn(response(sent), new RequestHits(hit));
    }

    @Test
    void rate_limit_headers_are_set_on_an_open_response() {
        set(false);
        assertThat(headers).containsExactly("RateLimit-Policy", "RateLimit");
    }

    @Test
    void rate_limit_of_an_operation_that_timed_out_causes_no_internal_error() {
        set(true);
        assertThat(headers).isEmpty();
    }
}
