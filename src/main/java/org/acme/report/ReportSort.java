package org.acme.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.function.Function;
import org.acme.paging.Keyset;
import org.acme.report.sharing.ReportShare;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The sort orders of reports. Each is a constant of the code and has an index. */
@Schema(
        enumeration = {"createdAt", "-createdAt", "updatedAt", "-updatedAt", "title", "-title"},
        defaultValue = ReportSort.DEFAULT)
public enum ReportSort {
    CREATED_AT("createdAt", "createdAt", "asc", ReportItemView::createdAt, Instant::parse),
    CREATED_AT_DESC("-createdAt", "createdAt", "desc", ReportItemView::createdAt, Instant::parse),
    UPDATED_AT("updatedAt", "updatedAt", "asc", ReportItemView::updatedAt, Instant::parse),
    UPDATED_AT_DESC("-updatedAt", "updatedAt", "desc", ReportItemView::updatedAt, Instant::parse),
    TITLE("title", "title", "asc", ReportItemView::title, text -> text),
    TITLE_DESC("-title", "title", "desc", ReportItemView::title, text -> text);

    /** The default order: newest first. */
    public static final String DEFAULT = "-createdAt";

    /** For documents that cannot list the values. */
    public static final String VALUES = "`createdAt`, `updatedAt` or `title`; with `-` in front, in descending order.";

    private final String parameter;
    private final String property;
    private final String direction;
    private final Function<ReportItemView, Object> key;
    private final Function<String, Object> reader;

    ReportSort(
            String parameter,
            String property,
            String direction,
            Function<ReportItemView, Object> key,
            Function<String, Object> reader) {
        this.parameter = parameter;
        this.property = property;
        this.direction = direction;
        this.key = key;
        this.reader = reader;
    }

    /** The property of {@link Report} and of {@link ReportShare}. */
    String property() {
        return property;
    }

    String direction() {
        return direction;
    }

    boolean isByCreation() {
        return this == CREATED_AT || this == CREATED_AT_DESC;
    }

    /** @param id the path of the id, which orders rows with equal sort keys */
    String orderBy(String id) {
        return " order by r." + property + " " + direction + ", " + id + " " + direction;
    }

    /** The condition for rows after a position in this order. */
    String after(String id) {
        return "(r." + property + ", " + id + ") " + (direction.equals("asc") ? ">" : "<") + " (:sortKey, :id)";
    }

    public Keyset position(ReportItemView report) {
        return new Keyset(report.id(), key.apply(report).toString());
    }

    Object key(Keyset position) {
        return reader.apply(position.key());
    }

    /** The value of the query parameter. */
    @Override
    @JsonValue
    public String toString() {
        return parameter;
    }
}
