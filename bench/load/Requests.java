package bench;

import java.util.ArrayList;
import java.util.List;

/** Creates reports and the requests to measure. Each list has a new token, because a token lives for an hour. */
final class Requests {

    private static final int REPORTS = 40;
    static final String REPORT = "{\"title\":\"What was measured\",\"body\":\"%s\",\"visibility\":\"PRIVATE\"}"
            .formatted("A sentence of a report. ".repeat(40));

    static final String BEARER = "GET one";
    static final String PROVEN = "GET one, DPoP";

    private final Client client;
    private final Proofs proofs;
    /** The id of the user who sends the requests. */
    final String caller;

    private final String report;
    private final String hidden;

    Requests(Client client) throws Exception {
        this.client = client;
        this.proofs = new Proofs();
        String admin = client.logIn(Production.ADMIN);
        caller = client.addEditor(admin);
        hidden = client.addReport(admin);
        String editor = client.logIn(Production.EDITOR);
        for (int i = 1; i < REPORTS; i++) {
            client.addReport(editor);
        }
        report = client.addReport(editor);
    }

    List<Exchange> served() throws Exception {
        String token = client.logIn(Production.EDITOR);
        return List.of(
                Exchange.get(BEARER, 200, "/api/v1/reports/" + report, token),
                Exchange.proven(PROVEN, 200, "/api/v1/reports/" + report, client.logIn(Production.EDITOR, proofs), proofs),
                Exchange.get("first page", 200, "/api/v1/reports", token),
                Exchange.post("POST", 201, "/api/v1/reports", token, REPORT));
    }

    List<Exchange> refused() throws Exception {
        String token = client.logIn(Production.EDITOR);
        String forged = token.substring(0, token.length() - 6) + "AAAAAA";
        return List.of(
                Exchange.get("429, rate limit of the address", 429, "/api/v1/reports/" + report, token),
                Exchange.get("401, a forged token", 401, "/api/v1/reports/" + report, forged),
                Exchange.get("404, a report of another user", 404, "/api/v1/reports/" + hidden, token),
                Exchange.post("400, broken JSON", 400, "/api/v1/reports", token, REPORT.substring(0, 500)));
    }

    /** The refused requests after a served one, for comparison. */
    List<Exchange> refusedAfterServed() throws Exception {
        List<Exchange> all = new ArrayList<>(List.of(served().get(0)));
        all.addAll(refused());
        return all;
    }
}
