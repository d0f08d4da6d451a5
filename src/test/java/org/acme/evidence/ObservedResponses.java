package org.acme.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Records the exchanges with the service since the previous call of {@link #taken}. */
public final class ObservedResponses implements Filter {

    /** A system property, because tests and test listeners have different class loaders. One JSON text a line. */
    private static final String PROPERTY = "owasp.answers";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z-]+)\"");
    private static final ObservedResponses ALWAYS = new ObservedResponses();

    /** Longer texts are cut, so that the report stays small. */
    private static final int LONGEST = 400;

    private static final Pattern CREDENTIAL =
            Pattern.compile("(?im)^(authorization|x-api-key|cookie|dpop): *(\\w+ )?.*$");

    /** In JSON; the text can end within the value. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(\"(?:\\w*(?:password|token|secret|otp)|otpauthUri)\" *: *\")[^\"]*|(\"recoveryCodes\" *: *\\[)[^\\]]*");

    private static final Set<String> SHOWN = Set.of(
            "content-type",
            "content-encoding",
            "origin",
            "host",
            "if-match",
            "idempotency-key",
            "x-forwarded-for",
            "x-forwarded-proto",
            "location",
            "www-authenticate",
            "retry-after",
            "allow",
            "etag",
            "sunset");

    private ObservedResponses() {}

    public static void remembered() {
        if (!RestAssured.filters().contains(ALWAYS)) {
            RestAssured.filters(ALWAYS);
        }
    }

    /** Records a result that did not come over HTTP. */
    public static void add(String answer) {
        add(new Exchange(answer, "", ""));
    }

    /** Records a response that was not read with REST Assured. */
    public static void add(String request, Response answer) {
        String[] words = request.split(" ", 3);
        String target = words.length > 1 ? words[1] : "";
        add(new Exchange(line(words[0], target, answer), masked(request), shown(answer)));
    }

    /** Only the first exchange of each line. */
    private static void add(Exchange exchange) {
        try {
            String start = "{\"line\":" + JSON.writeValueAsString(exchange.line()) + ",";
            System.getProperties()
                    .merge(
                            PROPERTY,
                            JSON.writeValueAsString(exchange),
                            (all, next) -> all.toString().contains(start) ? all : all + "\n" + next);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Exchange> taken() {
        Object taken = System.getProperties().remove(PROPERTY);
        List<Exchange> all = new ArrayList<>();
        try {
            for (String text :
                    taken == null ? List.<String>of() : taken.toString().lines().toList()) {
                all.add(JSON.readValue(text, Exchange.class));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response answer = context.next(request, expected);
        URI uri = URI.create(request.getURI());
        String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        Object body = request.getBody();
        String asked = masked(request.getMethod() + " " + target) + "\n" + headers(request.getHeaders());
        add(new Exchange(
                line(request.getMethod(), target, answer),
                asked + (body == null ? "" : "\n" + masked(body instanceof byte[] ? "(bytes)" : body.toString())),
                shown(answer)));
        return answer;
    }

    private static String line(String method, String target, Response answer) {
        return method + " " + target.replaceAll(ID, "{id}").replaceAll("\\?.*", "?…") + " → " + answer.statusCode()
                + code(answer);
    }

    private static String shown(Response answer) {
        return answer.statusCode() + "\n" + headers(answer.headers()) + "\n" + masked(answer.asString());
    }

    private static String headers(Headers headers) {
        StringBuilder lines = new StringBuilder();
        headers.forEach(header -> {
            String line = header.getName() + ": " + header.getValue();
            if (SHOWN.contains(header.getName().toLowerCase(Locale.ROOT))
                    || CREDENTIAL.matcher(line).matches()) {
                lines.append(masked(line)).append('\n');
            }
        });
        return lines.toString();
    }

    /** Without ids and tokens, which differ between runs, and without what a text file cannot show. */
    static String masked(String text) {
        String start = text.substring(0, Math.min(text.length(), 4 * LONGEST)).replace("\r", "");
        String masked = CREDENTIAL
                .matcher(start)
                .replaceAll(found -> found.group(1) + ": " + Objects.requireNonNullElse(found.group(2), "") + "…")
                .replaceAll(ID, "{id}")
                .replaceAll("\"traceId\":\"[0-9a-f]+\"", "\"traceId\":\"…\"")
                .replaceAll("eyJ[\\w-]+\\.[\\w-]*\\.?[\\w-]*", "{token}")
                .replaceAll(SECRET.pattern(), "$1$2…")
                .replaceAll("[\\p{Cntrl}&&[^\n]]", "·");
        return masked.length() > LONGEST ? masked.substring(0, LONGEST) + "…" : masked;
    }

    private static String code(Response answer) {
        Matcher code = CODE.matcher(answer.asString());
        boolean failed = answer.statusCode() >= 400 || answer.asString().contains("\"errors\":[");
        return failed && code.find() ? " " + code.group(1) : "";
    }
}
