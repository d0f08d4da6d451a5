package org.acme.security.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A URL is accepted only if it is unambiguous. */
class SafeUrlTest {

    private static final String PLAIN = "https://hooks.example.com:8443/in/a%20b?x=1&y=%2F";

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.com, hooks.example.com, 443, /",
        "https://hooks.example.com/, hooks.example.com, 443, /",
        "http://hooks.example.com/, hooks.example.com, 80, /",
        "https://Hooks.EXAMPLE.com/A, hooks.example.com, 443, /A",
        "https://hooks.example.com:8443/in?x=1, hooks.example.com, 8443, /in?x=1",
        "https://hooks.example.com/?, hooks.example.com, 443, /?",
        "https://hooks.example.com//a/../b, hooks.example.com, 443, //a/../b",
        "https://xn--bcher-kva.example/, xn--bcher-kva.example, 443, /",
        "https://8.8.8.8/, 8.8.8.8, 443, /",
        "https://[2606:4700::1111]:65535/x, 2606:4700::1111, 65535, /x"
    })
    void unambiguous_url_is_parsed(String text, String host, int port, String target) {
        SafeUrl url = SafeUrl.parse(text);
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.target()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "https://Hooks.example.com:443/, hooks.example.com",
        "https://hooks.example.com:80/, hooks.example.com:80",
        "https://[2606:4700::1111]/, [2606:4700::1111]",
        "https://[2606:4700::1111]:8443/, [2606:4700::1111]:8443"
    })
    void authority_of_a_url_omits_the_default_port(String text, String authority) {
        assertThat(SafeUrl.parse(text).authority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hooks.example.com",
                "//hooks.example.com/",
                "https:hooks.example.com/",
                "https:/hooks.example.com/",
                "https:///hooks.example.com/",
                "HTTPS://hooks.example.com/",
                "ftp://hooks.example.com/",
                "file:///etc/passwd",
                "gopher://hooks.example.com/",
                "jar:https://hooks.example.com/!/",
                "https://user@hooks.example.com/",
                "https://user:password@hooks.example.com/",
                "https://@hooks.example.com/",
                "https://hooks.example.com@127.0.0.1/",
                "https://127.0.0.1\\@hooks.example.com/",
                "https://hooks.example.com\\@127.0.0.1/",
                "https://hooks.example.com\\.evil.example/",
                "https:\\\\hooks.example.com\\",
                "https://hooks.example.com#@127.0.0.1/",
                "https://hooks.example.com/#fragment",
                "https://hooks.example.com?@127.0.0.1/",
                "https://hooks.example.com?x=1",
                "https://hooks.example.com:/",
                "https://hooks.example.com:0/",
                "https://hooks.example.com:0443/",
                "https://hooks.example.com:65536/",
                "https://hooks.example.com:99999/",
                "https://hooks.example.com:443:443/",
                "https://hooks.example.com:+443/",
                "https://hooks.example.com:https/",
                "https://hooks.example.com:443@127.0.0.1/",
                " https://hooks.example.com/",
                "https://hooks.example.com/ ",
                "https://hooks.example.com/a b",
                "https://hooks.example.com/\r\nHost: inside",
                "https://hooks.example.com\n/",
                "https://hooks.example.com\t/",
                "https://hooks.example.com\0/",
                "https://hooks.example.com/%",
                "https://hooks.example.com/%g0",
                "https://hooks.example.com/%0",
                "https://hooks%2eexample.com/",
                "https://%31%32%37.0.0.1/",
                "https://hooks.example.com/<script>",
                "https://hooks.example.com/[",
                "https://bücher.example/",
                "https://hooks。example。com/",
                "https://⑫7.0.0.1/",
                "https://hooks.example.com/é",
                "https://hooks.exam\u00adple.com/",
                "https://localhoſt.example/",
                "https://[::1%25lo]/",
                "https://[fe80::1%eth0]/",
                "https://[v1.fe80::a]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[hooks.example.com]/",
                "https://[::1/",
                "https://::1]/",
                "https://[::1]x/",
                "https://[]/"
            })
    void ambiguous_url_is_malformed(String text) {
        assertThatThrownBy(() -> SafeUrl.parse(text))
                .isInstanceOfSatisfying(UrlRefused.class, refused -> assertThat(refused.reason())
                        .isIn(UrlRefusal.MALFORMED, UrlRefusal.HOST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "metadata",
                "hooks.example.com.",
                ".hooks.example.com",
                "hooks..example.com",
                ".",
                "-a.example",
                "a-.example",
                "a.-example",
                "a.example-",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "017700000001",
                "127.1",
                "127.0.1",
                "127.0.0.1.",
                "127.0.0.01",
                "0127.0.0.1",
                "127.0.0.0x1",
                "127.0.0.256",
                "1.2.3.4.5",
                "1.2.3",
                "a.1",
                "a.0x1",
                "a.1a",
                "a.b",
                "[1::2::3]",
                "[1]",
                "[:]",
                "[::ffff:7f00:1]",
                "[12345::]",
                "[1:2:3:4:5:6:7:8:9]",
                "--",
                "a.---"
            })
    void url_host_must_be_a_fully_qualified_name_or_a_plain_address(String host) {
        assertThatThrownBy(() -> SafeUrl.parse("https://" + host + "/"))
                .isInstanceOfSatisfying(UrlRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(UrlRefusal.HOST));
    }

    @Test
    void lengths_of_a_url_and_its_host_are_limited() {
        String label = "a".repeat(63);
        String name = String.join(".", label, label, label, "a".repeat(57), "com");
        assertThat(SafeUrl.parse("https://" + name + "/").host()).hasSize(253);
        for (String longer : List.of("a" + name, name.replaceFirst("a", "aa"), "a".repeat(64) + ".com")) {
            assertThatThrownBy(() -> SafeUrl.parse("https://" + longer + "/")).isInstanceOf(UrlRefused.class);
        }
        String longest = "https://hooks.example.com/" + "%20".repeat(658);
        assertThat(SafeUrl.parse(longest).target()).hasSize(longest.length() - 25);
        assertThatThrownBy(() -> SafeUrl.parse(longest + "x")).isInstanceOf(UrlRefused.class);
        assertThatThrownBy(() -> SafeUrl.parse("https://" + "a.".repeat(1_000_000)))
                .isInstanceOf(UrlRefused.class);
    }

    @Provide
    Arbitrary<String> confusing() {
        return Arbitraries.of(
                        "https://",
                        "http://",
                        "https:",
                        "//",
                        "/",
                        "\\",
                        "@",
                        ":",
                        "#",
                        "?",
                        "%",
                        "%00",
                        "%2e",
                        ".",
                        "..",
                        "[",
                        "]",
                        "::1",
                        "127.0.0.1",
                        "127.1",
                        "0x7f",
                        "localhost",
                        "a.example",
                        "xn--",
                        "-",
                        ":443",
                        ":0",
                        "\r\n",
                        "\t",
                        " ",
                        "\0",
                        "é",
                        "。",
                        "user",
                        "[::1]",
                        "443")
                .list()
                .ofMaxSize(8)
                .map(parts -> "https://" + String.join("", parts));
    }

    @Property(tries = 5_000)
    void accepted_url_has_the_same_meaning_in_java(@ForAll("confusing") String text) {
        SafeUrl url;
        try {
            url = SafeUrl.parse(text);
        } catch (UrlRefused refused) {
            return;
        }
        URI theirs = URI.create(text);
        assertThat(theirs.getHost().replaceAll("[\\[\\]]", "")).isEqualToIgnoringCase(url.host());
        assertThat(theirs.getUserInfo()).isNull();
        assertThat(text).matches("[!-~]+").doesNotContain("\\", "#");
    }

    @Property
    void url_with_a_control_or_non_ascii_character_is_refused(
            @ForAll @IntRange(max = 49) int place,
            @ForAll @CharRange(to = ' ') @CharRange(from = '\u007f', to = '\uffff') char strange) {
        assertThatThrownBy(() -> SafeUrl.parse(PLAIN.substring(0, place) + strange + PLAIN.substring(place)))
                .isInstanceOf(UrlRefused.class);
    }
}
