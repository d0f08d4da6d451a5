package org.acme.security.authentication.identity;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.acme.fixture.Configured;
import org.acme.security.authentication.ApiKeyLookup;
import org.acme.security.authentication.ApiKeyState;
import org.acme.security.authentication.LastUses;
import org.acme.security.authentication.SessionConfig;
import org.acme.security.authentication.revocation.LiveState;
import org.junit.jupiter.api.Test;

class ApiKeyIdentityProviderTest {

    /** No text is well-formed, and none is looked up. */
    private static final class Keys implements ApiKeyLookup {

        @Override
        public boolean isWellFormed(String key) {
            return false;
        }

        @Override
        public Optional<ApiKeyState> byHash(String hash) {
            throw new AssertionError("looked up");
        }
    }

    private static final class NoWorker implements AuthenticationRequestContext {

        @Override
        public Uni<SecurityIdentity> runBlocking(Supplier<SecurityIdentity> work) {
            throw new AssertionError("takes a worker");
        }
    }

    @Test
    void text_that_cannot_be_an_api_key_is_refused_without_a_worker_and_a_query() {
        Keys keys = new Keys();
        LiveState state = new LiveState(
                session -> Optional.empty(),
                account -> Optional.empty(),
                keys,
                Configured.of(SessionConfig.class, Map.of()),
                System::nanoTime);
        ApiKeyIdentityProvider identities =
                new ApiKeyIdentityProvider(keys, state, new LastUses(Clock.systemUTC()), Clock.systemUTC());
        assertThatThrownBy(() -> identities
                        .authenticate(new ApiKeyRequest("invented"), new NoWorker())
                        .await()
                        .indefinitely())
                .isInstanceOf(AuthenticationFailedException.class);
    }
}
