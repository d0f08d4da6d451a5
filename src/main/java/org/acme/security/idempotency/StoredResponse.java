package org.acme.security.idempotency;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/**
 * A stored response.
 *
 * @param fingerprint the fingerprint of the original request
 */
record StoredResponse(String fingerprint, int status, Map<String, String> headers, String body) {

    private static final int MAX_BODY = 1 << 20;

    /** @throws Problem 413 when the body has more than 1,048,576 characters */
    StoredResponse {
        if (body.length() > MAX_BODY) {
            throw new Problem(
                    ProblemCode.PAYLOAD_TOO_LARGE,
                    "The response is too large to be stored. Retry without `Idempotency-Key`.");
        }
    }

    static StoredResponse of(KeyUse use, Response response, String body) {
        Map<String, String> headers = new TreeMap<>();
        response.getStringHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        return new StoredResponse(use.fingerprint(), response.getStatus(), headers, body);
    }

    Response response() {
        Response.ResponseBuilder response = Response.status(status).entity(body);
        headers.forEach(response::header);
        return response.build();
    }

    /** Serializes to one line each for fingerprint, status and headers, an empty line, and the body. */
    String text() {
        return fingerprint + "\n" + status + "\n"
                + headers.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + body;
    }

    static StoredResponse parse(String text) {
        int end = text.indexOf("\n\n");
        String[] lines = text.substring(0, end).split("\n");
        Map<String, String> headers = Stream.of(lines)
                .skip(2)
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(header -> header[0], header -> header[1]));
        return new StoredResponse(lines[0], Integer.parseInt(lines[1]), headers, text.substring(end + 2));
    }

    /** Omits the response, which may contain a secret. */
    @Override
    public String toString() {
        return "StoredResponse";
    }
}
