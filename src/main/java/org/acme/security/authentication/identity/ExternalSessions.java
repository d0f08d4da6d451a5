package org.acme.security.authentication.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.acme.security.authentication.AccountState;
import org.acme.security.authentication.Client;
import org.acme.security.authentication.CurrentClient;
import org.acme.security.authentication.IssuerSessionStore;
import org.acme.security.authentication.token.SessionToken;
import org.acme.security.issuer.IssuerLogin;
import org.jspecify.annotations.Nullable;

/** Sessions and permissions of tokens of an external issuer. */
// external-issuer-only:file
@Singleton
class ExternalSessions {

    private static final Client UNKNOWN = new Client("", "");

    private static final long MAX_CLAIMS = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** Tokens whose claim was applied, or refused as older: applying it again would change nothing. */
    private final Cache<IssuerLogin, Boolean> applied =
            Caffeine.newBuilder().maximumSize(MAX_CLAIMS).expireAfterWrite(KEPT).build();

    private final Instance<IssuerSessionStore> sessions;
    private final CurrentClient clients;
    private final CurrentVertxRequest request;

    ExternalSessions(Instance<IssuerSessionStore> sessions, CurrentClient clients, CurrentVertxRequest request) {
        this.sessions = sessions;
        this.clients = clients;
        this.request = request;
    }

    /**
     * Opens the session of the token, on its first use. Waits for the database, so never call it on an event loop.
     *
     * @param ctx null when the token comes from no HTTP request
     */
    @ActivateRequestContext
    Optional<UUID> open(SessionToken token, @Nullable RoutingContext ctx) {
        if (token.login() == null) {
            return Optional.empty();
        }
        makeCurrent(ctx);
        return sessions.get().open(token.login(), ctx == null ? UNKNOWN : clients.of(ctx));
    }

    /** Applies the role that the token claims, if it differs. Waits for the database, as {@link #open}. */
    @ActivateRequestContext
    void applyClaimedRole(SessionToken token, AccountState account, @Nullable RoutingContext ctx) {
        if (claimsAnotherRole(token, account)) {
            makeCurrent(ctx);
            sessions.get().applyClaimedRole(token.login());
            applied.put(token.login(), true);
        }
    }

    /** Whether the claim of the token has yet to be applied. */
    boolean claimsAnotherRole(SessionToken token, AccountState account) {
        return token.login() != null
                && applied.getIfPresent(token.login()) == null
                && sessions.get().claimsAnotherRole(token.login(), account);
    }

    /** The audit log reads the address of the current request, which has not reached JAX-RS yet. */
    private void makeCurrent(@Nullable RoutingContext ctx) {
        if (request.getCurrent() == null) {
            request.setCurrent(ctx);
        }
    }

    Set<String> permissions(IssuerLogin login, AccountState account) {
        return sessions.get().permissions(login, account);
    }
}
