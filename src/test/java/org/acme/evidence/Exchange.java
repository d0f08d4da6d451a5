package org.acme.evidence;

/**
 * A request and its response, shortened, without ids and tokens.
 *
 * @param line request line and status, which identify the exchange: {@code GET /reports/{id} → 404 not-found}
 * @param request empty when it was not recorded, as of a result that did not come over HTTP
 * @param response empty when it was not recorded
 */
record Exchange(String line, String request, String response) {

    private static final String ARROW = " → ";

    /** The line of the request; all of it when there was none. */
    String asked() {
        return line.split(ARROW, 2)[0];
    }

    /** Status and code of the response; empty when there was none. */
    String answered() {
        return line.contains(ARROW) ? line.split(ARROW, 2)[1] : "";
    }

    /** Whether the response shows that the attack failed. Errors of GraphQL have the status 200 and a code. */
    boolean refuses() {
        return answered().isEmpty() || answered().matches("[45].*|200 .+");
    }
}
