package org.acme.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the causes of an exception, suppressed exceptions included: the transaction manager reports a failed commit as
 * one. The search is bounded, because a chain of causes can be cyclic.
 */
final class Causes {

    private static final int MAX = 24;

    private Causes() {}

    /** The failure, its causes and its suppressed exceptions, recursively, each once. */
    static Stream<Throwable> of(@Nullable Throwable failure) {
        List<Throwable> found = new ArrayList<>(failure == null ? List.of() : List.of(failure));
        for (int i = 0; i < found.size() && found.size() < MAX; i++) {
            Stream.concat(
                            Stream.ofNullable(found.get(i).getCause()),
                            Stream.of(found.get(i).getSuppressed()))
                    .filter(Objects::nonNull)
                    .filter(cause -> found.stream().noneMatch(known -> known == cause))
                    .forEach(found::add);
        }
        return found.stream();
    }

    /** The first cause of this type, or null. */
    static <T> @Nullable T find(@Nullable Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst().orElse(null);
    }
}
