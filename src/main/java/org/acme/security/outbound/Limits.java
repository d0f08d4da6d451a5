package org.acme.security.outbound;

import java.time.Duration;

/**
 * How long one call may take, phase by phase and as a whole, and how large the body of its answer may be.
 *
 * @param firstByte from the connection until the head of the answer is complete
 * @param maxBytes counted while they arrive
 */
public record Limits(Duration connect, Duration handshake, Duration firstByte, Duration total, long maxBytes) {}
