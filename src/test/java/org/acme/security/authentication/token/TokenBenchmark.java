package org.acme.security.authentication.token;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures the verification of new, cached and forged tokens with each algorithm. */
@State(Scope.Benchmark)
public class TokenBenchmark {

    @Param
    public SigningAlgorithm algorithm;

    private TokenVerifier verifier;
    private String token;
    private String forged;

    @Setup
    public void issue() throws Exception {
        JwtConfig config = SigningTest.config(algorithm, Files.createTempDirectory("keys"));
        verifier = SigningTest.verifier(config, Clock.systemUTC());
        token = SigningTest.issue(config);
        forged = SigningTest.altered(token);
    }

    @Benchmark
    public JWTCallerPrincipal verified() throws ParseException {
        return verifier.verify(token, Instant.now());
    }

    @Benchmark
    public JWTCallerPrincipal verified_before() throws ParseException {
        return verifier.parse(token, null);
    }

    @Benchmark
    public Object forged() {
        try {
            return verifier.parse(forged, null);
        } catch (ParseException refused) {
            return refused;
        }
    }
}
