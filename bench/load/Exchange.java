package bench;

import java.nio.charset.StandardCharsets;

/**
 * A request in bytes, and the expected status.
 *
 * @param name the name in the table of results
 */
record Exchange(String name, int status, byte[] bytes) {

    static Exchange get(String name, int status, String path, String token) {
        return new Exchange(name, status, head("GET", path, token).append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    }

    static Exchange post(String name, int status, String path, String token, String json) {
        StringBuilder request = head("POST", path, token)
                .append("Content-Type: application/json\r\nContent-Length: ")
                .append(json.length())
                .append("\r\n\r\n")
                .append(json);
        return new Exchange(name, status, request.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static StringBuilder head(String method, String path, String token) {
        return new StringBuilder(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: Bearer ")
                .append(token)
                .append("\r\n");
    }
}
