package org.acme.security.botdefense;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.acme.fixture.Configured;
import org.altcha.altcha.Altcha;
import org.junit.jupiter.api.Test;

class ProofOfWorkTest {

    private static final int DIFFICULTY = 100;

    private static ProofOfWork proofs(String secret) {
        return new ProofOfWork(
                () -> secret.getBytes(StandardCharsets.UTF_8),
                new ObjectMapper(),
                Configured.of(BotDefenseConfig.class, Map.of()),
                Clock.systemUTC());
    }

    private static String solve(ChallengeView challenge) throws Exception {
        for (int number = 0; number <= DIFFICULTY; number++) {
            if (Altcha.hashHex(Altcha.Algorithm.SHA256, challenge.salt() + number)
                    .equals(challenge.challenge())) {
                String solution =
                        "{\"algorithm\":\"SHA-256\",\"challenge\":\"%s\",\"number\":%s,\"salt\":\"%s\",\"signature\":\"%s\"}"
                                .formatted(challenge.challenge(), number, challenge.salt(), challenge.signature());
                return Base64.getEncoder().encodeToString(solution.getBytes(StandardCharsets.UTF_8));
            }
        }
        throw new IllegalStateException("unsolvable");
    }

    @Test
    void solution_is_accepted_only_with_the_key_that_signed_the_challenge() throws Exception {
        String solution = solve(proofs("secret").challenge(DIFFICULTY));
        assertThat(proofs("secret").check(solution)).isPresent();
        assertThat(proofs("another").check(solution)).isEmpty();
    }

    @Test
    void salt_of_a_challenge_has_128_random_bits() {
        assertThat(Stream.generate(() -> proofs("secret").challenge(DIFFICULTY).salt())
                        .limit(100))
                .allMatch(salt -> salt.matches("[0-9a-f]{32}\\?expires=\\d+&"))
                .extracting(salt -> salt.substring(0, 32))
                .doesNotHaveDuplicates();
    }
}
