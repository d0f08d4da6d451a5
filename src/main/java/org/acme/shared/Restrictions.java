package org.acme.shared;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the conditions of a query: the text is always a constant of the code, what a client sent is always a
 * parameter (OWASP Query Parameterization Cheat Sheet).
 */
public final class Restrictions {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** Adds a condition without parameters. */
    public Restrictions and(String condition) {
        conditions.add("(" + condition + ")");
        return this;
    }

    /** Adds a condition on one named parameter; a null value means that the client did not ask for it. */
    public Restrictions and(String condition, String name, Object value) {
        return value == null ? this : and(condition).with(name, value);
    }

    /** Binds a further parameter of a condition. */
    public Restrictions with(String name, Object value) {
        parameters.put(name, value);
        return this;
    }

    public String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    public Map<String, Object> parameters() {
        return parameters;
    }

    /**
     * A pattern for {@code like … escape '!'} that finds the text anywhere; the text's own wildcards match themselves.
     * The query folds both sides with the database's {@code lower}: Java's folds some letters differently, {@code İ}
     * for one.
     */
    public static String containing(String text) {
        return text == null ? null : "%" + text.replaceAll("[!%_]", "!$0") + "%";
    }
}
