/** Windows that all instances share, in Redis: one script per decision, with local windows as the fallback. */
@NullMarked
package org.acme.security.ratelimit.redis;

import org.jspecify.annotations.NullMarked;
