package org.acme.problem;

import java.util.Optional;

/**
 * A further authentication scheme that {@code WWW-Authenticate} offers to a request without valid credentials (RFC
 * 9110, section 11.6.1). A control implements it.
 */
public interface AuthenticationChallenge {

    /** The scheme with its parameters; empty when it is not available. */
    Optional<String> challenge();
}
