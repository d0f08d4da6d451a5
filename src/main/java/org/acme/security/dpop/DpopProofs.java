package org.acme.security.dpop;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.acme.problem.Problem;
import org.acme.security.edge.EdgeConfig;
import org.jspecify.annotations.Nullable;

/** Checks the proofs of requests: of those with a bound access token, and of those that ask for bound tokens. */
@Singleton
public class DpopProofs {

    private static final String HEADER = "DPoP";
    private static final String SCHEME = "DPoP ";

    private final DpopConfig config;
    private final ProofVerifier verifier;
    private final NonceRule nonces;
    private final UsedProofs used;
    private final ProofProblems problems;
    private final CurrentVertxRequest current;
    private final Clock clock;
    private final String origin;

    DpopProofs(
            DpopConfig config,
            EdgeConfig edge,
            ProofVerifier verifier,
            NonceRule nonces,
            UsedProofs used,
            ProofProblems problems,
            CurrentVertxRequest current,
            Clock clock) {
        this.config = config;
        this.verifier = verifier;
        this.nonces = nonces;
        this.used = used;
        this.problems = problems;
        this.current = current;
        this.clock = clock;
        // Without a public URL, which only dev mode allows, no proof is valid.
        this.origin = edge.publicUrl().orElse("");
    }

    /** The access token of an {@code Authorization} header with the scheme {@code DPoP}; null for other headers. */
    public static @Nullable String token(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? authorization.substring(SCHEME.length())
                : null;
    }

    /** A challenge with these parameters, in the scheme of the current request (RFC 9449, section 7.1). */
    public String challenge(String parameters) {
        return token(current.getCurrent().request().getHeader("Authorization")) == null
                ? "Bearer " + parameters
                : SCHEME + parameters + ", " + ProofProblems.ALGORITHMS;
    }

    public boolean isOff() {
        return config.mode() == DpopConfig.Mode.OFF;
    }

    public boolean isRequired() {
        return config.mode() == DpopConfig.Mode.REQUIRED;
    }

    /**
     * Verifies the proof of a request with a bound access token, once per request. {@link ReplayFilter} then uses it.
     *
     * @param thumbprint of the key that the token is bound to
     * @throws Problem 401 {@code invalid-dpop-proof} or {@code dpop-nonce-required}
     */
    public void verify(RoutingContext ctx, String accessToken, String thumbprint) {
        if (ctx.get(AcceptedProof.KEY) != null) {
            return;
        }
        try {
            ctx.put(AcceptedProof.KEY, accepted(ctx, accessToken, thumbprint));
        } catch (RefusedProof refused) {
            throw problems.problem(refused.fault(), ProofProblems.Endpoint.RESOURCE);
        }
    }

    /** Drops the proof of a token that was refused: no limit of a caller would bound the memory that it takes. */
    public static void forget(RoutingContext ctx) {
        ctx.remove(AcceptedProof.KEY);
    }

    /**
     * The key of the client that calls the current operation, which issues tokens; null when the client proves none.
     *
     * @throws Problem 400 {@code invalid-dpop-proof} or {@code dpop-nonce-required}
     */
    public @Nullable ProvenKey verifiedClientKey() {
        if (isOff()) {
            return null;
        }
        RoutingContext ctx = current.getCurrent();
        AcceptedProof ofToken = ctx.get(AcceptedProof.KEY);
        if (ofToken != null) {
            return new ProvenKey(ofToken.thumbprint(), () -> {});
        }
        if (!isRequired() && !ctx.request().headers().contains(HEADER)) {
            return null;
        }
        try {
            AcceptedProof proof = accepted(ctx, null, null);
            return new ProvenKey(proof.thumbprint(), () -> use(proof));
        } catch (RefusedProof refused) {
            throw problems.problem(refused.fault(), ProofProblems.Endpoint.TOKEN);
        }
    }

    /** On a worker thread, which may block. */
    private void use(AcceptedProof proof) {
        UsedProofs.Use use = used.use(proof, clock.instant().getEpochSecond())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        Problem refusal = problems.problem(use, ProofProblems.Endpoint.TOKEN);
        if (refusal != null) {
            throw refusal;
        }
    }

    private AcceptedProof accepted(RoutingContext ctx, @Nullable String accessToken, @Nullable String thumbprint) {
        HttpServerRequest request = ctx.request();
        List<String> sent = request.headers().getAll(HEADER);
        if (sent.size() != 1) {
            throw ProofFault.MISSING.refused();
        }
        Instant now = clock.instant();
        String url = origin + request.path();
        ProofVerifier.Verified verified =
                verifier.verify(sent.get(0), request.method().name(), url, accessToken, thumbprint, now);
        long second = now.getEpochSecond();
        Nonces.Purpose requiredNonce = nonces.requiredNonce(second);
        if (requiredNonce != null) {
            ctx.response().putHeader(ProofProblems.NONCE_HEADER, nonces.current(second));
        }
        long until = nonces.acceptedUntil(verified.proof(), requiredNonce, second);
        return new AcceptedProof(verified.key().thumbprint(), verified.id(), until, requiredNonce);
    }
}
