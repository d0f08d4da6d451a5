package org.acme.security.authentication.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.auth.principal.ParseException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.acme.security.authentication.TokenKeys;
import org.acme.security.issuer.IssuerFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// external-issuer-only:file
/** The cache of verified tokens with an external issuer, without Quarkus. */
class CachedIssuerTokensTest {

    @Test
    void cached_token_is_ignored_while_the_keys_of_the_issuer_are_too_old(@TempDir Path folder) throws Exception {
        AtomicLong time = new AtomicLong();
        JwtConfig config = SigningTest.config(SigningAlgorithm.HS256, folder);
        TokenVerifier verifier =
                new TokenVerifier(config, new TokenKeys(config), IssuerFixture.external(time::get), Clock.systemUTC());
        String token = IssuerFixture.token();
        verifier.parse(token, null);

        time.addAndGet(Duration.ofHours(24).minusNanos(1).toNanos());
        assertThat(verifier.cached(token)).isNotNull();
        time.addAndGet(1);
        assertThat(verifier.cached(token)).isNull();
        assertThatThrownBy(() -> verifier.parse(token, null)).isInstanceOf(ParseException.class);
    }
}
