package org.acme.security.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request is parsed identically in parts of any size. {@code fixture.RefusedRequests} has the same cases over HTTP.
 */
class StrictRequestDecoderTest {

    private static final String UNREADABLE = "unreadable";

    /** Returns the methods and targets of the requests, up to the first malformed one. */
    private static List<String> read(String octets, int size) {
        EmbeddedChannel channel = new EmbeddedChannel(new StrictRequestDecoder(new HttpServerOptions(), () -> false));
        List<String> requests = new ArrayList<>();
        for (int from = 0; from < octets.length(); from += size) {
            String part = octets.substring(from, Math.min(octets.length(), from + size));
            channel.writeInbound(Unpooled.copiedBuffer(part, StandardCharsets.ISO_8859_1));
            for (HttpObject read = channel.readInbound(); read != null; read = channel.readInbound()) {
                if (read.decoderResult().isFailure()) {
                    requests.add(UNREADABLE);
                    return requests;
                }
                if (read instanceof HttpRequest request) {
                    requests.add(request.method() + " " + request.uri());
                }
            }
        }
        return requests;
    }

    private static void assertRead(String octets, String... requests) {
        for (int size : new int[] {1, 2, 3, 7, octets.length()}) {
            assertThat(read(octets, size)).as("in parts of %d", size).containsExactly(requests);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /x HTTP/1.1\r\nHost: x\r\n\r\n",
                "\r\nGET /x HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /x HTTP/1.0\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost:\tx \r\nX-A: b  c\r\nX-B:\r\nX-C: \u00e9\r\n\r\n"
            })
    void well_formed_http_request_is_read_alone_and_pipelined(String plain) {
        String chunked = "POST /y HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n \r\n\t\r\n0\r\nX-A: b\r\n\r\n";
        String sized = "POST /z HTTP/1.1\r\nContent-Length: 4\r\n\r\n\n\n \n";
        assertRead(plain + chunked + plain + sized + plain, "GET /x", "POST /y", "GET /x", "POST /z", "GET /x");
    }

    @Test
    void request_with_more_than_100_headers_and_trailers_is_refused() {
        String chunked = "POST /y HTTP/1.1\r\nTransfer-Encoding: chunked\r\n";
        String most = "GET /x HTTP/1.1\r\n" + "a:\r\n".repeat(100) + "\r\n";
        String mostTrailers = chunked + "\r\n0\r\n" + "a:\r\n".repeat(99) + "\r\n";
        assertRead(most + mostTrailers + most, "GET /x", "POST /y", "GET /x");
        assertRead(most + "GET /z HTTP/1.1\r\n" + "a:\r\n".repeat(101), "GET /x", UNREADABLE);
        assertRead(most + chunked + "\r\n0\r\n" + "a:\r\n".repeat(100), "GET /x", "POST /y", UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " GET /x HTTP/1.1\r\n\r\n",
                "\tGET /x HTTP/1.1\r\n\r\n",
                "\nGET /x HTTP/1.1\r\n\r\n",
                "\rGET /x HTTP/1.1\r\n\r\n",
                "\r\r\nGET /x HTTP/1.1\r\n\r\n",
                "\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
                "\r\n GET /x HTTP/1.1\r\n\r\n",
                "\r\n\nGET /x HTTP/1.1\r\n\r\n",
                "GET  /x HTTP/1.1\r\n\r\n",
                "GET\u000b/x HTTP/1.1\r\n\r\n",
                "GET\r/x HTTP/1.1\r\n\r\n",
                "GET /x\fHTTP/1.1\r\n\r\n",
                "GET /x HTTP/1.1\n\r\n",
                "GET /x HTTP/1.1\r\nX-A: b\n\r\n",
                "GET /x HTTP/1.1\r\nX-A: b\r\n\n",
                "GET /x HTTP/1.1\r\nX-A: b\r\n c\r\n\r\n",
                "GET /x HTTP/1.1\r\nX-A: b\r\n\t\r\n\r\n",
                "GET /x HTTP/1.1\r\n X-A: b\r\n\r\n",
                "GET /x HTTP/1.1\r\nX-A : b\r\n\r\n",
                "GET /x HTTP/1.1\r\nX-A: b\rc\r\n\r\n"
            })
    void ambiguous_http_request_is_refused_alone_and_pipelined(String lenient) {
        assertRead(lenient + "GET /y HTTP/1.1\r\n\r\n", UNREADABLE);
        String before = "POST /z HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}";
        assertRead(before + lenient + before, "POST /z", UNREADABLE);
        String chunked = "POST /z HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
        assertRead(chunked + lenient + chunked, "POST /z", UNREADABLE);
    }
}
