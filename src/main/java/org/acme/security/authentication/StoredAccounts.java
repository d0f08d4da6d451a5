package org.acme.security.authentication;

import java.util.Optional;
import java.util.UUID;

/** Where accounts are kept; asked at most once per account and revocation delay. */
public interface StoredAccounts {

    /** Empty when there is no such account, or it is disabled. */
    Optional<AccountState> usable(UUID account);
}
