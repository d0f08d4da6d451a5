package org.acme.security.authorization;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.acme.problem.Problem;
import org.junit.jupiter.api.Test;

class DecisionTest {

    @Test
    void refused_decision_is_a_403_with_its_reason_and_an_allowed_one_passes() {
        assertThatCode(() -> Decision.allowIf(true, "Not yours.").orForbidden()).doesNotThrowAnyException();
        assertThatThrownBy(() -> Decision.allowIf(false, "Not yours.").orForbidden())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Not yours.");
    }
}
