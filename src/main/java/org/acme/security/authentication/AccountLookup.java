package org.acme.security.authentication;

import java.util.Optional;
import java.util.UUID;

/** Reads accounts; called at most once per active account and revocation delay. */
public interface AccountLookup {

    /** Empty when the account does not exist or is disabled. */
    Optional<AccountState> active(UUID account);
}
