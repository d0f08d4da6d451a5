package org.acme.security.graphql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.acme.problem.Problem;
import org.junit.jupiter.api.Test;

class ResponseBudgetTest {

    /** As the length of a report, so that one of the maximum length fits. */
    @Test
    void text_of_a_response_is_counted_in_code_points() {
        ResponseBudget budget = new ResponseBudget(GraphQlRequestSizeTest.DEFAULTS);
        String most = "\uD83D\uDE00".repeat(GraphQlRequestSizeTest.DEFAULTS.maxCharacters());
        assertThatCode(() -> budget.takeText(most)).doesNotThrowAnyException();
        assertThatThrownBy(() -> budget.takeText("x")).isInstanceOf(Problem.class);
    }
}
