package org.acme.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.exceptions.WebhookSigningException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static final String PREFIX = com.standardwebhooks.Webhook.SECRET_PREFIX;

    @Property(tries = 200)
    void webhook_signature_equals_that_of_the_standard_webhooks_library(
            @ForAll @LongRange(min = 0, max = 99_999_999_999L) long timestamp, @ForAll String body)
            throws WebhookSigningException {
        String secret = Signature.newSecret();
        UUID id = UUID.randomUUID();
        assertThat(Signature.of(secret, id, timestamp, body))
                .isEqualTo(new com.standardwebhooks.Webhook(secret).sign(id.toString(), timestamp, body));
    }

    @Test
    void webhook_secret_is_unique_and_has_256_bits() {
        String secret = Signature.newSecret();
        byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        assertThat(secret).startsWith(PREFIX).isNotEqualTo(Signature.newSecret());
        assertThat(key).hasSize(32);
    }

    @Test
    void documented_webhook_receiver_is_the_tested_one() throws IOException {
        String example = Pattern.compile("(?s)```java\\n(.*?)```")
                .matcher(Files.readString(Path.of("docs/webhooks.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .findFirst()
                .orElseThrow();
        String tested = Files.readString(Path.of("src/test/java/org/acme/webhook/Receiver.java"));
        assertThat(withoutIndentation(tested)).contains(withoutIndentation(example));
    }

    private static String withoutIndentation(String code) {
        return String.join(
                "\n", Arrays.stream(code.split("\\R")).map(String::strip).toList());
    }
}
