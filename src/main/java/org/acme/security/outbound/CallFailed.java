package org.acme.security.outbound;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A call had no response within its limits. The message contains no data of the remote server. */
public final class CallFailed extends RuntimeException {

    private static final List<Class<?>> LATE =
            List.of(TimeoutException.class, ConnectTimeoutException.class, SslHandshakeTimeoutException.class);

    private final Reason reason;

    public CallFailed(Reason reason, @Nullable Throwable cause) {
        super(reason.name(), cause);
        this.reason = reason;
    }

    /** @throws IllegalStateException when the cause is a defect of the service, which the remote server cannot cause */
    public static CallFailed of(@Nullable Throwable failure) {
        if (failure instanceof CallFailed known) {
            return known;
        }
        if (causes(failure)
                .anyMatch(cause -> cause instanceof Error || cause instanceof ReflectiveOperationException)) {
            throw new IllegalStateException(failure);
        }
        if (causes(failure).anyMatch(cause -> LATE.stream().anyMatch(late -> late.isInstance(cause)))) {
            return new CallFailed(Reason.TIMED_OUT, failure);
        }
        boolean large = causes(failure).anyMatch(TooLongFrameException.class::isInstance);
        return new CallFailed(large ? Reason.TOO_LARGE : Reason.UNREACHABLE, failure);
    }

    private static Stream<Throwable> causes(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    public Reason reason() {
        return reason;
    }

    /** The kind of failure, and label of the metric. */
    public enum Reason {
        /** No connection, no TLS, an untrusted certificate, one with another name, or no valid HTTP. */
        UNREACHABLE,
        TIMED_OUT,
        TOO_LARGE
    }
}
