package org.acme.security.authentication;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import java.nio.file.Files;
import java.time.Clock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Verifying a token and its claims, and refusing a forged one, under each algorithm. */
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
        verifier = new TokenVerifier(config, new TokenKeys(config), Clock.systemUTC());
        token = SigningTest.issue(config);
        int middleOfSignature = token.lastIndexOf('.') + 20;
        char other = token.charAt(middleOfSignature) == 'A' ? 'B' : 'A';
        forged = token.substring(0, middleOfSignature) + other + token.substring(middleOfSignature + 1);
    }

    @Benchmark
    public JWTCallerPrincipal verified() throws ParseException {
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
