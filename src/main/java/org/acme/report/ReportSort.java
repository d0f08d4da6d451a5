package org.acme.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.function.Function;
import org.acme.shared.Keyset;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The orders in which reports can be listed; each is a constant of the code and has an index. */
@Schema(enumeration = {"createdAt", "-createdAt", "updatedAt", "-updatedAt", "title", "-title"})
public enum ReportSort {
    CREATED_AT("createdAt", "createdAt", "asc", report -> report.createdAt, Instant::parse),
    CREATED_AT_DESC("-createdAt", "createdAt", "desc", report -> report.createdAt, Instant::parse),
    UPDATED_AT("updatedAt", "updatedAt", "asc", report -> report.updatedAt, Instant::parse),
    UPDATED_AT_DESC("-updatedAt", "updatedAt", "desc", report -> report.updatedAt, Instant::parse),
    TITLE("title", "title", "asc", report -> report.title, text -> text),
    TITLE_DESC("-title", "title", "desc", report -> report.title, text -> text);

    /** The newest first, for those who do not ask. */
    public static final String DEFAULT = "-createdAt";

    private final String parameter;
    private final String orderBy;
    private final String after;
    private final Function<Report, Object> key;
    private final Function<String, Object> reader;

    ReportSort(
            String parameter,
            String property,
            String direction,
            Function<Report, Object> key,
            Function<String, Object> reader) {
        this.parameter = parameter;
        this.orderBy = " order by r." + property + " " + direction + ", r.id " + direction;
        this.after = "(r." + property + ", r.id) " + (direction.equals("asc") ? ">" : "<") + " (:key, :id)";
        this.key = key;
        this.reader = reader;
    }

    String orderBy() {
        return orderBy;
    }

    /** The condition for rows behind a place in this order. */
    String after() {
        return after;
    }

    Keyset place(Report report) {
        return new Keyset(report.id, key.apply(report).toString());
    }

    Object key(Keyset place) {
        return reader.apply(place.key());
    }

    /** As the client writes it. */
    @Override
    @JsonValue
    public String toString() {
        return parameter;
    }
}
