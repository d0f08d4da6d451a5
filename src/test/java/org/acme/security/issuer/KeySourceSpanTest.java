package org.acme.security.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.acme.fixture.Traced;
import org.junit.jupiter.api.Test;

/** With the profile of {@code Api08TracesTest}, so that both use one service. */
@QuarkusTest
@TestProfile(Traced.class)
class KeySourceSpanTest {

    @Inject
    KeySource keys;

    /** There is no issuer, so the reading fails; its span ends nevertheless. */
    @Test
    void reading_of_the_issuers_keys_has_a_span() {
        Traced.Spans.EXPORTED.reset();
        assertThat(catchThrowable(keys::read)).isNotNull();
        assertThat(Traced.Spans.EXPORTED.getFinishedSpanItems())
                .anyMatch(span -> span.getName().equals("issuer.read-keys") && span.getKind() == SpanKind.CLIENT);
    }
}
