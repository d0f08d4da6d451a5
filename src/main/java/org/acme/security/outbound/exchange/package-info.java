/** One HTTP exchange with a limit on every phase, and on the number of bytes while they arrive. */
@NullMarked
package org.acme.security.outbound.exchange;

import org.jspecify.annotations.NullMarked;
