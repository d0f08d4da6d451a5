package org.acme.security.payload;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/**
 * Refuses bodies over {@code app.max-payload-size}: announced ones before a byte is read, chunked ones at the first
 * byte too many.
 */
@Provider
@Priority(1)
class BodyLimit implements ContainerRequestFilter {

    /** Not read before the first request: filters may exist before the configuration does. */
    private final Instance<PayloadConfig> config;

    BodyLimit(Instance<PayloadConfig> config) {
        this.config = config;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        long max = config.get().maxPayloadSize().asLongValue();
        String announced = request.getHeaderString("Content-Length");
        if (announced != null && Long.parseLong(announced) > max) {
            throw tooLarge();
        }
        request.setEntityStream(new Bounded(request.getEntityStream(), max));
    }

    private static Problem tooLarge() {
        return new Problem(ProblemCode.PAYLOAD_TOO_LARGE);
    }

    /** A stream that counts what is read from it. */
    private static final class Bounded extends FilterInputStream {

        private long left;

        Bounded(InputStream body, long max) {
            super(body);
            left = max;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(read);
            return read;
        }

        private void count(int read) {
            left -= Math.max(0, read);
            if (left < 0) {
                throw tooLarge();
            }
        }
    }
}
