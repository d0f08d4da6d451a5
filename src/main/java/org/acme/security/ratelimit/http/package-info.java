/** Rate limits at HTTP: the filters, the interceptor of operations, and the response headers. */
@NullMarked
package org.acme.security.ratelimit.http;

import org.jspecify.annotations.NullMarked;
