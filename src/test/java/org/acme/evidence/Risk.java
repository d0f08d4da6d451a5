package org.acme.evidence;

import java.util.Optional;

/** The OWASP API Security Top 10 (2023). The names are the tags of the tests. */
enum Risk {
    API1("Broken object level authorization"),
    API2("Broken authentication"),
    API3("Broken object property level authorization"),
    API4("Unrestricted resource consumption"),
    API5("Broken function level authorization"),
    API6("Unrestricted access to sensitive business flows"),
    API7("Server-side request forgery"),
    API8("Security misconfiguration"),
    API9("Improper inventory management"),
    API10("Unsafe consumption of APIs");

    final String title;

    Risk(String title) {
        this.title = title;
    }

    static Optional<Risk> of(String tag) {
        for (Risk risk : values()) {
            if (risk.name().equals(tag)) {
                return Optional.of(risk);
            }
        }
        return Optional.empty();
    }

    /** Prefix of the test classes that prove controls against this risk, such as {@code owasp.Api01}. */
    String proof() {
        return "owasp.Api%02d".formatted(ordinal() + 1);
    }
}
