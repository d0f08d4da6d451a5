package org.acme.security.botdefense;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FlowQuotaTest {

    private static final DefenseSettings WITHOUT_FLOWS = new DefenseSettings() {

        @Override
        public long difficulty() {
            return 1;
        }

        @Override
        public boolean hasFlow(String flow) {
            return false;
        }

        @Override
        public long usesPerDay(String flow) {
            throw new AssertionError(flow);
        }
    };

    @Test
    void operation_with_an_unknown_sensitive_flow_fails_the_startup() {
        FlowQuota quota = new FlowQuota(null, WITHOUT_FLOWS, null, null);
        assertThatThrownBy(() -> quota.check(new StartupEvent()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("app.flow.export.daily");
    }
}
