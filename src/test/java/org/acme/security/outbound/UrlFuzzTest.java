package org.acme.security.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.acme.security.outbound.address.PublicAddresses;

/**
 * Runs its seeds in every build. To fuzz one method:
 *
 * <pre>
 * JAZZER_FUZZ=1 ./mvnw test -Djazzer.hooks=true -Dtest=UrlFuzzTest#fuzzed_url_is_refused_or_has_the_same_meaning_in_java
 * </pre>
 */
class UrlFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void fuzzed_url_is_refused_or_has_the_same_meaning_in_java(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        SafeUrl url;
        try {
            url = SafeUrl.parse(text);
        } catch (UrlRefused refused) {
            return;
        }
        URI theirs = URI.create(text);
        assertThat(theirs.getHost().replaceAll("[\\[\\]]", "")).isEqualToIgnoringCase(url.host());
        assertThat(theirs.getUserInfo()).isNull();
        assertThat(url.port()).isBetween(1, 65_535);
        assertThat(url.target()).startsWith("/").matches("[!-~]+");
        String again = url.scheme() + "://" + (url.host().contains(":") ? "[" + url.host() + "]" : url.host()) + ":"
                + url.port() + url.target();
        assertThat(SafeUrl.parse(again)).isEqualTo(url);
    }

    @FuzzTest(maxDuration = "2m")
    void fuzzed_address_that_java_calls_local_is_never_public(byte[] data) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(Arrays.copyOf(data, data.length < 16 ? 4 : 16));
        boolean local = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        if (PublicAddresses.contain(address)) {
            assertThat(local).isFalse();
            assertThat(address instanceof Inet4Address || (address.getAddress()[0] & 0xe0) == 0x20)
                    .isTrue();
        }
    }
}
