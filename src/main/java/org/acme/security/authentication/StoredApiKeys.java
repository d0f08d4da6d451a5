package org.acme.security.authentication;

import java.util.Optional;

/** Reads API keys; called at most once per key and revocation delay. */
public interface StoredApiKeys {

    Optional<ApiKeyState> byHash(String hash);
}
