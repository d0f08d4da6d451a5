package org.acme.security.dpop;

import java.time.Instant;
import org.acme.fixture.DpopClient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures the verification of proofs with a new and a cached key, and the memory of used proofs. */
@State(Scope.Benchmark)
public class ProofBenchmark {

    private static final String URL = "https://api.example.com/api/v1/reports";
    private static final String TOKEN = "an.access.token";

    @Param({"ES256", "EdDSA", "RS256", "PS256"})
    public String algorithm;

    private final ProofVerifier verifier = new ProofVerifier(DpopSettings.defaults());
    private final LocalProofs used = new LocalProofs(10_000_000);
    private Instant now;
    private String proof;
    private String header;
    private long next;

    @Setup
    public void create() {
        now = Instant.now();
        proof = DpopClient.create(algorithm).proof("GET", URL, TOKEN);
        header = proof.substring(0, proof.indexOf('.'));
    }

    @Benchmark
    public Object verified() {
        return verifier.verify(proof, "GET", URL, TOKEN, null, now);
    }

    @Benchmark
    public Object key_of_a_new_client() {
        return ProofKey.of(header);
    }

    /** A thousand proofs a second. */
    @Benchmark
    public Object used() {
        long id = next++;
        return used.use(new AcceptedProof("key", new ProofId(id, id), id / 1_000 + 60, null), id / 1_000);
    }
}
