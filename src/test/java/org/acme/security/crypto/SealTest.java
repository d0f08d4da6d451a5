package org.acme.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SealTest {

    private final Seal seal = seal("one secret");

    private static Seal seal(String secret) {
        return new Seal(() -> secret.getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void sealed_text_opens_in_its_context(@ForAll String context, @ForAll String text) {
        Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(text));
        assertThat(seal.open(context, seal.seal(context, text))).contains(text);
    }

    @Example
    void signature_of_sealed_text_has_128_bits() {
        assertThat(Rfc4648Base64Url.decode(seal.seal("list", "")).orElseThrow()).hasSize(16);
    }

    @Property
    void sealed_text_opens_in_no_other_context(@ForAll String context, @ForAll String other, @ForAll String text) {
        Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(context + other));
        Assume.that(!context.equals(other));
        assertThat(seal.open(other, seal.seal(context, text))).isEmpty();
    }

    @Property
    void altered_sealed_text_does_not_open(@ForAll String text, @ForAll @IntRange(max = 1_000) int place) {
        String sealed = seal.seal("list", text);
        int index = place % sealed.length();
        char other = sealed.charAt(index) == 'x' ? 'y' : 'x';
        assertThat(seal.open("list", sealed.substring(0, index) + other + sealed.substring(index + 1)))
                .isEmpty();
        assertThat(seal.open("list", sealed.substring(0, index))).isEmpty();
    }

    @Property
    void arbitrary_text_does_not_open_as_sealed_text(@ForAll String garbage) {
        assertThat(seal.open("list", garbage)).isEmpty();
    }

    @Example
    void sealed_text_does_not_open_with_another_key() {
        assertThat(seal("another secret").open("list", seal.seal("list", "text")))
                .isEmpty();
    }
}
