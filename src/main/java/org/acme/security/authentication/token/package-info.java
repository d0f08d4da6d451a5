/**
 * Key files, algorithms and verification of access tokens (RFC 7519, RFC 9068).
 * {@link org.acme.security.authentication.AccessTokens} issues them.
 */
@NullMarked
package org.acme.security.authentication.token;

import org.jspecify.annotations.NullMarked;
