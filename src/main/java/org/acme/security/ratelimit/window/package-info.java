/** The exact sliding window and its bounded memory: plain Java, without HTTP. */
@NullMarked
package org.acme.security.ratelimit.window;

import org.jspecify.annotations.NullMarked;
