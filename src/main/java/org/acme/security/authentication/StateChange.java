package org.acme.security.authentication;

import java.util.UUID;

/**
 * A change to a session, an account or an API key that caches must drop.
 *
 * @param id the id of the session or account, or the hash of the API key
 */
public record StateChange(Kind kind, String id) {

    /** The kind of the changed object. */
    public enum Kind {
        SESSION,
        ACCOUNT,
        API_KEY
    }

    public static StateChange session(UUID id) {
        return new StateChange(Kind.SESSION, id.toString());
    }

    public static StateChange account(UUID id) {
        return new StateChange(Kind.ACCOUNT, id.toString());
    }

    public static StateChange apiKey(String hash) {
        return new StateChange(Kind.API_KEY, hash);
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
