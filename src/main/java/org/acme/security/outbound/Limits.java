package org.acme.security.outbound;

import java.time.Duration;

/**
 * Limits of one call: timeouts per phase and in total, and the size of the response body.
 *
 * @param firstByte from the connection until the response headers are complete
 * @param maxBytes enforced while the body arrives
 */
public record Limits(Duration connect, Duration handshake, Duration firstByte, Duration total, long maxBytes) {}
