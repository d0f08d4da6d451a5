package org.acme.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceIdTest {

    @Test
    void trace_ids_outside_of_a_request_differ() {
        assertThat(TraceId.current()).matches("[0-9a-f]{32}").isNotEqualTo(TraceId.current());
    }
}
