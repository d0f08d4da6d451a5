package bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Creates the test data through the API. */
final class Client {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String api;

    Client(Service service) {
        api = "http://localhost:" + service.port + "/api/v1";
    }

    String logIn(String email) throws IOException, InterruptedException {
        String login = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, Production.PASSWORD);
        return field(post("/auth/login", null, login), "accessToken");
    }

    /** Logs in with a proof and returns a bound token. */
    String logIn(String email, Proofs proofs) throws IOException, InterruptedException {
        String login = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, Production.PASSWORD);
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + "/auth/login"))
                .header("Content-Type", "application/json")
                .header("DPoP", proofs.create("POST", "/api/v1/auth/login", null))
                .POST(BodyPublishers.ofString(login))
                .build();
        return field(http.send(request, BodyHandlers.ofString()).body(), "accessToken");
    }

    /** @return the id of the editor */
    String addEditor(String admin) throws IOException, InterruptedException {
        return field(post("/users", admin, "{\"email\":\"%s\",\"displayName\":\"An editor\",\"role\":\"editor\",\"password\":\"%s\"}"
                .formatted(Production.EDITOR, Production.PASSWORD)), "id");
    }

    /** @return the id of the report */
    String addReport(String token) throws IOException, InterruptedException {
        return field(post("/reports", token, Requests.REPORT), "id");
    }

    private String post(String path, String token, String json) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("POST " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String field(String json, String name) {
        Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        if (!field.find()) {
            throw new IllegalStateException(json);
        }
        return field.group(1);
    }
}
