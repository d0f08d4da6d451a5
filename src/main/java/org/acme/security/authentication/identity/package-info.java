/**
 * From a request's credential to its {@link org.acme.security.authentication.Caller}: access token or API key, checked
 * against the current state of session and account.
 */
@NullMarked
package org.acme.security.authentication.identity;

import org.jspecify.annotations.NullMarked;
