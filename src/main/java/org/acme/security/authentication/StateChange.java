package org.acme.security.authentication;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A change to a session, an account or an API key that caches must drop.
 *
 * @param id the id of the account, the ids of sessions, separated by commas, or the hash of the API key
 */
public record StateChange(Kind kind, String id) {

    /** The ids of so many sessions fit into one notification, which PostgreSQL limits to 8,000 bytes. */
    static final int MAX_SESSIONS = 200;

    public enum Kind {
        SESSION,
        ACCOUNT,
        API_KEY
    }

    public static StateChange session(UUID id) {
        return new StateChange(Kind.SESSION, id.toString());
    }

    /** @param ids at most {@link #MAX_SESSIONS} */
    static StateChange sessions(List<UUID> ids) {
        return new StateChange(Kind.SESSION, ids.stream().map(UUID::toString).collect(Collectors.joining(",")));
    }

    public static StateChange account(UUID id) {
        return new StateChange(Kind.ACCOUNT, id.toString());
    }

    public static StateChange apiKey(String hash) {
        return new StateChange(Kind.API_KEY, hash);
    }

    /**
     * The ids of the sessions.
     *
     * @throws IllegalArgumentException when one is no UUID
     */
    public List<UUID> sessions() {
        return Stream.of(id.split(",")).map(UUID::fromString).toList();
    }

    @Override
    public String toString() {
        return kind + "/" + id;
    }

    /** @throws IllegalArgumentException when the text is not one that {@link #toString} returns */
    public static StateChange parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not a state change");
        }
        return new StateChange(Kind.valueOf(text.substring(0, slash)), text.substring(slash + 1));
    }
}
