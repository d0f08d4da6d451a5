/** Access tokens: keys, algorithms, issue and verification (RFC 7519, RFC 9068). */
@NullMarked
package org.acme.security.authentication.token;

import org.jspecify.annotations.NullMarked;
