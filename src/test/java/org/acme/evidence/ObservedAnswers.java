package org.acme.evidence;

import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Records the responses of the service since the previous call of {@link #taken}. */
public final class ObservedAnswers implements Filter {

    /** A system property, because tests and test listeners have different class loaders. */
    private static final String PROPERTY = "owasp.answers";

    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z-]+)\"");
    private static final ObservedAnswers ALWAYS = new ObservedAnswers();

    private ObservedAnswers() {}

    public static void remembered() {
        if (!RestAssured.filters().contains(ALWAYS)) {
            RestAssured.filters(ALWAYS);
        }
    }

    /** Records a result that did not come over HTTP. */
    public static void add(String answer) {
        System.getProperties()
                .merge(PROPERTY, answer, (all, next) -> all.toString().contains(answer) ? all : all + "\n" + next);
    }

    /** Records a response that was not read with REST Assured. */
    public static void add(String method, String path, Response answer) {
        add(method + " " + path.replaceAll(ID, "{id}").replaceAll("\\?.*", "?…") + " → " + answer.statusCode()
                + code(answer));
    }

    static List<String> taken() {
        Object taken = System.getProperties().remove(PROPERTY);
        return taken == null ? List.of() : taken.toString().lines().toList();
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response answer = context.next(request, expected);
        URI uri = URI.create(request.getURI());
        add(request.getMethod(), uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?"), answer);
        return answer;
    }

    private static String code(Response answer) {
        Matcher code = CODE.matcher(answer.asString());
        return answer.statusCode() >= 400 && code.find() ? " " + code.group(1) : "";
    }
}
