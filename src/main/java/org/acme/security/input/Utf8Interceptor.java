package org.acme.security.input;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.acme.problem.Problem;
import org.acme.shared.StorableText;

/**
 * Requires UTF-8, the only encoding of JSON between systems (RFC 8259, section 8.1). A parser that guesses UTF-16 or
 * accepts overlong sequences would read a different text than the gateway.
 */
@Provider
class Utf8Interceptor implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        byte[] body = context.getInputStream().readAllBytes();
        check(body);
        context.setInputStream(new ByteArrayInputStream(body));
        return context.proceed();
    }

    static void check(byte[] body) {
        if (!isPlainAscii(body) && !StorableText.is(body)) {
            throw Problem.malformed("The request body must be UTF-8 without NUL.");
        }
    }

    /** A fast check: most bodies are ASCII and need no decoding. */
    private static boolean isPlainAscii(byte[] body) {
        for (byte octet : body) {
            if (octet <= 0) {
                return false;
            }
        }
        return true;
    }
}
