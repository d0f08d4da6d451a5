package org.acme.security.outbound;

import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;

/**
 * Limits of one call: timeouts per phase and in total, and the size of the response body.
 *
 * @param firstByte from the connection until the response headers are complete
 * @param body the maximum of its size, enforced while the body arrives
 */
public record Limits(Duration connect, Duration handshake, Duration firstByte, Duration total, MemorySize body) {}
