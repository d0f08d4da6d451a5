package org.acme.paging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the conditions of a query. The text is always a constant of the code; client input is always a parameter
 * (OWASP Query Parameterization Cheat Sheet).
 */
public final class Restrictions {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    public Restrictions and(String condition) {
        conditions.add("(" + condition + ")");
        return this;
    }

    /** Adds a condition with one named parameter; does nothing when the value is null. */
    public Restrictions and(String condition, String name, @Nullable Object value) {
        return value == null ? this : and(condition).with(name, value);
    }

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
     * A pattern for {@code like … escape '!'} that matches the text anywhere, with wildcards escaped. The query must
     * fold both sides with the database's {@code lower}, because Java's folds some letters differently, such as
     * {@code İ}.
     */
    public static @Nullable String containing(@Nullable String text) {
        return text == null ? null : "%" + text.replaceAll("[!%_]", "!$0") + "%";
    }
}
