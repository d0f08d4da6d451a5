package org.acme.security.outbound;

import io.vertx.core.http.HttpMethod;
import java.util.Map;

/** What is sent: these headers and no others, beside those that HTTP itself needs. */
record OutboundRequest(HttpMethod method, Map<String, String> headers, byte[] body) {}
