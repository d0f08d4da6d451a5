package bench;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * A request and the expected status.
 *
 * @param name the name in the table of results
 * @param request its bytes, which may differ each time
 */
record Exchange(String name, int status, Supplier<byte[]> request) {

    byte[] bytes() {
        return request.get();
    }

    static Exchange get(String name, int status, String path, String token) {
        return fixed(name, status, head("GET", path, "Bearer " + token).append("\r\n"));
    }

    /** A request with a bound token and a new proof each time. */
    static Exchange proven(String name, int status, String path, String token, Proofs proofs) {
        String head = head("GET", path, "DPoP " + token).append("DPoP: ").toString();
        return new Exchange(name, status, () -> (head + proofs.create("GET", path, token) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static Exchange fixed(String name, int status, CharSequence text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        return new Exchange(name, status, () -> bytes);
    }

    static Exchange post(String name, int status, String path, String token, String json) {
        StringBuilder request = head("POST", path, "Bearer " + token)
                .append("Content-Type: application/json\r\nContent-Length: ")
                .append(json.length())
                .append("\r\n\r\n")
                .append(json);
        return fixed(name, status, request);
    }

    private static StringBuilder head(String method, String path, String authorization) {
        return new StringBuilder(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: ")
                .append(authorization)
                .append("\r\n");
    }
}
