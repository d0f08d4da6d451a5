package org.acme.security.outbound.exchange;

import io.vertx.core.http.HttpMethod;
import java.util.Map;

/** A request to send, with exactly these headers and those that HTTP requires. */
public record OutboundRequest(HttpMethod method, Map<String, String> headers, byte[] body) {}
