package org.acme.security.authentication;

import java.util.Optional;

/** Where API keys are kept; asked at most once per key and revocation delay. */
public interface StoredApiKeys {

    Optional<ApiKeyState> byHash(String hash);
}
