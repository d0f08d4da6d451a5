package org.acme.security.outbound;

import java.util.List;
import org.acme.security.outbound.address.AddressBlock;
import org.jspecify.annotations.Nullable;

/** Startup check: the service fails to start when settings would open the URL guard. The message names the property. */
final class OutboundStartupCheck {

    private static final int LARGEST_PORT = 65_535;
    private static final long LARGEST_ANSWER = 1 << 20;

    private OutboundStartupCheck() {}

    static @Nullable String refusal(OutboundConfig config, boolean production) {
        if (production && config.testNetworks().isPresent()) {
            return "app.outbound.test-networks (APP_OUTBOUND_TEST_NETWORKS) allows calls to internal addresses: remove it in production";
        }
        if (!config.testNetworks().orElse(List.of()).stream().allMatch(OutboundStartupCheck::isBlock)) {
            return "app.outbound.test-networks (APP_OUTBOUND_TEST_NETWORKS) must list address blocks such as 127.0.0.1/32";
        }
        if (!config.ports().stream().allMatch(port -> port >= 1 && port <= LARGEST_PORT)) {
            return "app.outbound.ports (APP_OUTBOUND_PORTS) must be between 1 and 65535";
        }
        long answer = config.maxResponseSize().asLongValue();
        return answer < 0 || answer > LARGEST_ANSWER
                ? "app.outbound.max-response-size (APP_OUTBOUND_MAX_RESPONSE_SIZE) must be between 0 and 1M"
                : null;
    }

    private static boolean isBlock(String text) {
        try {
            AddressBlock.of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
