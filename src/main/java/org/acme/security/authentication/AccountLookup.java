package org.acme.security.authentication;

import java.util.Optional;
import java.util.UUID;

/** Reads accounts. Each instance calls it at most once per active account and revocation delay, and after a change. */
public interface AccountLookup {

    /** Empty when the account does not exist or is disabled. */
    Optional<AccountState> active(UUID account);
}
