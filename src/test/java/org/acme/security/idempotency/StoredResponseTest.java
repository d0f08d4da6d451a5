package org.acme.security.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.junit.jupiter.api.Test;

class StoredResponseTest {

    private static final int MOST = 1_048_576;

    private static StoredResponse stored(int length) {
        return new StoredResponse("fingerprint", 201, Map.of("Location", "/api/v1/reports/1"), "x".repeat(length));
    }

    @Test
    void response_of_one_mebibyte_is_stored_and_a_longer_one_gets_413() {
        StoredResponse longest = stored(MOST);
        assertThat(StoredResponse.parse(longest.text())).isEqualTo(longest);
        assertThatThrownBy(() -> stored(MOST + 1))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.PAYLOAD_TOO_LARGE));
    }
}
