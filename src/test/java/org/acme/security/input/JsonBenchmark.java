package org.acme.security.input;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Compares strict JSON parsing of a request with plain Jackson. */
@State(Scope.Benchmark)
public class JsonBenchmark {

    /** The request that is parsed. */
    public record Draft(
            @Size(max = 200) String title,
            @Size(max = 100_000) String body,
            @Size(max = 20) String visibility) {}

    @Param({"100", "10000"})
    public int characters;

    private final ObjectMapper plain = new ObjectMapper();
    private final ObjectMapper strict = new ObjectMapper();
    private byte[] json;

    @Setup
    public void write() throws IOException {
        new StrictJson(null).customize(strict);
        json = plain.writeValueAsBytes(new Draft("First findings", "All quiet ".repeat(characters / 10), "PRIVATE"));
    }

    @Benchmark
    public Draft plain() throws IOException {
        return plain.readValue(json, Draft.class);
    }

    @Benchmark
    public Draft strict() throws IOException {
        Utf8Interceptor.check(json);
        return strict.readValue(json, Draft.class);
    }
}
