/**
 * Connections to Redis with a timeout for each response. A connection that is lost, or fails three times in a row, is
 * closed, and Redis counts as unavailable until it runs the commands of the control that uses it again. The certificate
 * of a Redis on another host must be verified.
 *
 * <p>To reuse it, copy this package, {@code problem} and {@code shared}.
 */
@MayUse("problem")
@NullMarked
package org.acme.redis;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
