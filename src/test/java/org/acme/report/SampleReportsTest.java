package org.acme.report;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quarkus.runtime.LaunchMode;
import java.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("API8")
class SampleReportsTest {

    @Test
    void package_with_sample_reports_does_not_start() {
        SampleReports reports = new SampleReports(null, Clock.systemUTC());
        assertThatIllegalStateException()
                .isThrownBy(() -> reports.add(LaunchMode.NORMAL))
                .withMessageContaining("quarkus.profile");
    }
}
