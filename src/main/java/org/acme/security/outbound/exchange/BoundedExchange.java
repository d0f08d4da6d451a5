package org.acme.security.outbound.exchange;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.acme.security.outbound.CallFailed;
import org.acme.security.outbound.Destination;
import org.acme.security.outbound.Limits;
import org.acme.security.outbound.OutboundResponse;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request on a connection of its own to the address of the destination. There is no name lookup, proxy,
 * redirect, cookie or decompression, and every phase and size has a limit.
 */
public final class BoundedExchange implements AutoCloseable {

    private static final int MAX_LINE_BYTES = 2_048;
    private static final int MAX_HEAD_BYTES = 8_192;

    /** No fewer than callers allow: calls beyond it would wait, and time out without having been sent. */
    private static final int MAX_AT_ONCE_PER_ADDRESS = 200;

    private final HttpClient client;
    private final Limits limits;

    /** @param trust the trusted certificates; null for Java's trust store */
    public BoundedExchange(Vertx vertx, Limits limits, @Nullable TrustOptions trust) {
        this.limits = limits;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setTrustOptions(trust)
                .setVerifyHost(true)
                .setConnectTimeout((int) limits.connect().toMillis())
                .setSslHandshakeTimeout(limits.handshake().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAlive(false)
                .setMaxPoolSize(MAX_AT_ONCE_PER_ADDRESS)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setTracingPolicy(TracingPolicy.IGNORE));
    }

    /** Sends exactly these headers and those that HTTP requires. Fails with {@link CallFailed}. */
    public CompletableFuture<OutboundResponse> start(
            Destination to, HttpMethod method, Map<String, String> headers, byte[] body) {
        Promise<OutboundResponse> outcome = Promise.promise();
        client.request(options(to, method, headers))
                .compose(connected -> {
                    closeWith(outcome.future(), connected);
                    return outcome.future().isComplete() ? outcome.future() : converse(connected, Buffer.buffer(body));
                })
                .onSuccess(outcome::tryComplete)
                .onFailure(outcome::tryFail);
        return outcome.future()
                .timeout(limits.total().toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(outcome::tryFail)
                .recover(failure -> Future.failedFuture(CallFailed.of(failure)))
                .toCompletionStage()
                .toCompletableFuture();
    }

    /**
     * Failures complete the outcome. Without these handlers, Vert.x would log them, including data of the remote
     * server.
     */
    private static void closeWith(Future<OutboundResponse> outcome, HttpClientRequest connected) {
        connected.exceptionHandler(reported -> {});
        connected.connection().exceptionHandler(reported -> {});
        outcome.onComplete(ignored -> connected.connection().close());
    }

    private static RequestOptions options(Destination to, HttpMethod method, Map<String, String> headers) {
        RequestOptions options = new RequestOptions()
                .setServer(to.socket())
                .setHost(to.url().host())
                .setPort(to.url().port())
                .setSsl(to.url().scheme().equals("https"))
                .setMethod(method)
                .setURI(to.url().target())
                .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        options.putHeader("Host", to.url().authority());
        return options;
    }

    private Future<OutboundResponse> converse(HttpClientRequest request, Buffer body) {
        return request.send(body)
                .timeout(limits.firstByte().toMillis(), TimeUnit.MILLISECONDS)
                .compose(this::read);
    }

    private Future<OutboundResponse> read(HttpClientResponse response) {
        Promise<OutboundResponse> result = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(result::tryFail);
        response.handler(chunk -> {
            if (body.length() + chunk.length() > limits.body().asLongValue()) {
                result.tryFail(new CallFailed(CallFailed.Reason.TOO_LARGE, null));
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> result.tryComplete(
                new OutboundResponse(response.statusCode(), contentType(response), body.getBytes())));
        return result.future();
    }

    private static String contentType(HttpClientResponse response) {
        String type = response.getHeader("Content-Type");
        return type == null ? "" : type;
    }

    @Override
    public void close() {
        client.close();
    }
}
