package org.acme.problem;

import java.util.stream.Stream;

/** Looks through what an exception was caused by; bounded, because a chain of causes may be a ring. */
final class Causes {

    private static final int DEPTH = 12;

    private Causes() {}

    static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEPTH);
    }

    /** The first cause of this type, or null. */
    static <T> T find(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst().orElse(null);
    }
}
