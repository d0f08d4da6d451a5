package org.acme.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    private static final String LONGEST_LABEL = "a".repeat(63);

    static Stream<String> acceptable() {
        return Stream.of(
                "a@b.cd",
                "ALICE@EXAMPLE.COM",
                "first.last+tag@example.co.uk",
                "!#$%&'*+/=?^_`{|}~-@example.com",
                "o'neill@example.com",
                "alice@xn--mller-kva.example",
                "alice@xn--strae-oqa.example",
                "1@2.example",
                "a".repeat(64) + "@example.com",
                "a@" + LONGEST_LABEL + ".example",
                "a@" + "abcdefg.".repeat(31) + "info");
    }

    static Stream<String> unacceptable() {
        return Stream.of(
                // Letters that some functions map to ASCII: dotted I, glottal stop, Kelvin, long s, sharp s.
                "al\u0130ce@example.com",
                "\ua7c0@example.com",
                "\u212aate@example.com",
                "kate@example.\u212aom",
                "\u017fam@example.com",
                "alice@stra\u00dfe.example",
                "alice@m\u00fcller.example",
                "alice@mu\u0308ller.example",
                "ali\u0301ce@example.com",
                "\uff41lice@example.com",
                "alice@\uff45xample.com",
                "alice\uff20example.com",
                "alice@example\u3002com",
                "alice@example\uff0ecom",
                "alic\u0435@example.com",
                "alice\u200b@example.com",
                "alice@example.com\u0000",
                "alice@ex\u00adample.com",
                // Alternative syntax for mailboxes.
                "\"alice\"@example.com",
                "\"a b\"@example.com",
                "alice(comment)@example.com",
                "alice@(comment)example.com",
                "Alice <alice@example.com>",
                "<alice@example.com>",
                "mailto:alice@example.com",
                "alice@[192.0.2.1]",
                "alice@[IPv6:2001:db8::1]",
                "alice@192.0.2.1",
                "alice@localhost",
                "alice@example.com.",
                "alice@example..com",
                "alice@.example.com",
                "alice@-example.com",
                "alice@example-.com",
                "alice@exam_ple.com",
                "alice@example.c",
                ".alice@example.com",
                "alice.@example.com",
                "ali..ce@example.com",
                "alice@bob@example.com",
                "alice%40example.com",
                "@example.com",
                "alice@",
                "alice",
                "",
                " ",
                // Blanks and line breaks.
                " alice@example.com",
                "alice@example.com ",
                "alice @example.com",
                "\talice@example.com",
                "alice@example.com\n",
                "alice@example.com\r\n",
                "alice@example.com\r\nBcc: x@example.com",
                "alice@example.com,x@example.com",
                // Lengths.
                "a".repeat(65) + "@example.com",
                "alice@a" + LONGEST_LABEL + ".example",
                "a@" + "abcdefg.".repeat(31) + "infos",
                "a".repeat(100_000) + "@example.com",
                "a@" + "a.".repeat(100_000) + "com");
    }

    @ParameterizedTest
    @MethodSource("acceptable")
    void deliverable_email_address_is_accepted_in_one_canonical_form(String text) {
        EmailAddress address = EmailAddress.of(text);
        assertThat(address.value()).isEqualToIgnoringCase(text).isLowerCase();
        assertThat(EmailAddress.of(address.value())).isEqualTo(address).hasSameHashCodeAs(address);
        assertThat(EmailAddress.of(text.toUpperCase(Locale.ROOT))).isEqualTo(address);
    }

    @ParameterizedTest
    @MethodSource("unacceptable")
    void text_that_is_not_an_ascii_email_address_is_rejected_with_advice(String text) {
        assertThatThrownBy(() -> EmailAddress.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must be an ASCII e-mail address such as name@example.com")
                .hasMessageContaining("xn--");
        assertThatThrownBy(() -> new EmailAddress(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Alice@example.com", "alice@Example.com"})
    void email_address_object_holds_only_the_canonical_form(String text) {
        assertThatThrownBy(() -> new EmailAddress(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void string_form_of_an_email_address_object_does_not_contain_the_address() {
        assertThat(EmailAddress.of("alice@example.com") + "").doesNotContain("alice");
    }

    @Test
    void local_part_of_an_email_address_precedes_the_at_sign() {
        assertThat(EmailAddress.of("First.Last@example.com").localPart()).isEqualTo("first.last");
    }

    /** Two addresses belong to one account exactly when they are equal after the case of ASCII letters is folded. */
    @Property
    void accepted_addresses_are_equal_exactly_when_they_differ_only_in_ascii_case(
            @ForAll("nearAddresses") String first, @ForAll("nearAddresses") String second) {
        if (!isAccepted(first) || !isAccepted(second)) {
            return;
        }
        assertThat(EmailAddress.of(first).equals(EmailAddress.of(second)))
                .isEqualTo(asciiFolded(first).equals(asciiFolded(second)));
    }

    @Provide
    Arbitrary<String> nearAddresses() {
        return Arbitraries.strings()
                .withChars("aAiIkKsS\u0130\u0131\u212a\u017f.@")
                .ofMaxLength(4)
                .map(text -> text + "k@is.example");
    }

    private static boolean isAccepted(String text) {
        try {
            EmailAddress.of(text);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static String asciiFolded(String text) {
        StringBuilder folded = new StringBuilder();
        text.chars().forEach(unit -> folded.append((char) (unit >= 'A' && unit <= 'Z' ? unit + 32 : unit)));
        return folded.toString();
    }
}
