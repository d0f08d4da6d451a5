package org.acme.security.edge;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.shared.FilterOrder;
import org.acme.shared.StorableText;
import org.jspecify.annotations.Nullable;

/**
 * Admits only requests with an unambiguous URL: no dot segments or empty segments, no path parameters, no
 * percent-encoding in the path, a query in valid UTF-8. Limits the size of URL and headers.
 */
@Singleton
record RequestLineFilter(FrameworkConfig config) {

    private static final int MAX_URI_LENGTH = 8_000;
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    /** The API's paths need no percent-encoding (RFC 3986, section 2.3); any other path is unknown. */
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~/-]*");

    /**
     * The origin form or the absolute form (RFC 9112, section 3.2.2). Its host must be valid, but is not used. A query
     * without a path is refused, because Vert.x would take the path from it.
     */
    private static final Pattern TARGET = Pattern.compile("/|(?i:https?)://([^/?]*)(?:/|$)");

    /**
     * Stricter than RFC 3986, section 3.2.2: a comma can join two hosts, and no valid host needs the other characters.
     */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+]");

    /** RFC 3986, section 3.4, without the semicolon, which some parsers treat as an ampersand. */
    private static final Pattern QUERY = Pattern.compile("(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9._~!$&'()*+,=:@/?-]++)*+");

    /** The only segment that may begin with a dot (RFC 8615). */
    private static final String WELL_KNOWN = "/.well-known/";

    void install(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.REQUEST_LINE);
    }

    private void check(RoutingContext ctx) {
        ProblemCode refusal = refusal(ctx);
        if (refusal == null) {
            ctx.next();
        } else {
            ctx.fail(new Problem(refusal));
        }
    }

    private @Nullable ProblemCode refusal(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (request.decoderResult().isFailure()) {
            return unreadable(request.decoderResult().cause());
        }
        if (request.uri().length() > MAX_URI_LENGTH) {
            return ProblemCode.URI_TOO_LONG;
        }
        if (headerBytes(request) > MAX_HEADER_BYTES) {
            return ProblemCode.HEADERS_TOO_LARGE;
        }
        // The decoder accepts a header without a name, which is invalid (RFC 9110, section 5.1).
        if (request.headers().contains("") || !hasOneHost(request) || !isTarget(request.uri())) {
            return ProblemCode.MALFORMED_REQUEST;
        }
        String path = request.path();
        if (path == null || (FrameworkPages.contain(ctx) ? !config.documentShown() : !isPlain(path))) {
            return ProblemCode.NOT_FOUND;
        }
        return request.query() == null || isReadable(request.query()) ? null : ProblemCode.MALFORMED_REQUEST;
    }

    /** Maps a failure of the decoder to its status: a limit was exceeded, or the request is no valid HTTP. */
    private static ProblemCode unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return ProblemCode.URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException
                ? ProblemCode.HEADERS_TOO_LARGE
                : ProblemCode.MALFORMED_REQUEST;
    }

    /** At most one valid {@code Host} (RFC 9112, section 3.2). The router refuses HTTP/1.1 without one. */
    private static boolean hasOneHost(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll("Host");
        return hosts.isEmpty() || hosts.size() == 1 && isAuthority(hosts.get(0));
    }

    private static boolean isTarget(String uri) {
        Matcher target = TARGET.matcher(uri);
        return target.lookingAt() && (target.group(1) == null || isAuthority(target.group(1)));
    }

    private static boolean isAuthority(String text) {
        HostAndPort authority = HostAndPort.parseAuthority(text, -1);
        return authority != null && HOST.matcher(authority.host()).matches();
    }

    /** No empty segment, also at the end, and none that begins with a dot. */
    private static boolean isPlain(String path) {
        return PATH.matcher(path).matches()
                && !path.endsWith("/")
                && !path.contains("//")
                && (!path.contains("/.") || !path.replace(WELL_KNOWN, "/").contains("/."));
    }

    /** Valid percent-encoding of text that can be stored. In ISO 8859-1, each character is one byte. */
    private static boolean isReadable(String query) {
        return QUERY.matcher(query).matches()
                && StorableText.is(
                        URLDecoder.decode(query, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static long headerBytes(HttpServerRequest request) {
        long bytes = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            bytes += header.getKey().length() + header.getValue().length() + 4L;
        }
        return bytes;
    }
}
