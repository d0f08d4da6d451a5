package org.acme.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SignedTextTest {

    private final SignedText signedText = signedText("one secret");

    private static SignedText signedText(String secret) {
        return new SignedText(() -> secret.getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void signed_text_is_valid_in_its_context(@ForAll String context, @ForAll String text) {
        Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(text));
        assertThat(signedText.verify(context, signedText.sign(context, text))).contains(text);
    }

    @Example
    void signature_of_signed_text_has_128_bits() {
        assertThat(Rfc4648Base64Url.decode(signedText.sign("list", "")).orElseThrow())
                .hasSize(16);
    }

    @Property
    void signed_text_is_invalid_in_any_other_context(
            @ForAll String context, @ForAll String other, @ForAll String text) {
        Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(context + other));
        Assume.that(!context.equals(other));
        assertThat(signedText.verify(other, signedText.sign(context, text))).isEmpty();
    }

    @Property
    void altered_signed_text_is_invalid(@ForAll String text, @ForAll @IntRange(max = 1_000) int place) {
        String signed = signedText.sign("list", text);
        int index = place % signed.length();
        char other = signed.charAt(index) == 'x' ? 'y' : 'x';
        assertThat(signedText.verify("list", signed.substring(0, index) + other + signed.substring(index + 1)))
                .isEmpty();
        assertThat(signedText.verify("list", signed.substring(0, index))).isEmpty();
    }

    @Property
    void arbitrary_text_is_not_valid_signed_text(@ForAll String garbage) {
        assertThat(signedText.verify("list", garbage)).isEmpty();
    }

    @Example
    void signed_text_is_invalid_with_another_key() {
        assertThat(signedText("another secret").verify("list", signedText.sign("list", "text")))
                .isEmpty();
    }
}
