/**
 * The current state of sessions, accounts and API keys, cached for seconds, and its invalidation by notifications of
 * PostgreSQL.
 */
@NullMarked
package org.acme.security.authentication.revocation;

import org.jspecify.annotations.NullMarked;
