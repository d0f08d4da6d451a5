package org.acme.security.inventory;

import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.output.ConsoleRender;

/** Finds the changes between two OpenAPI documents that break existing clients. */
final class BreakingChanges {

    private BreakingChanges() {}

    /** Returns a readable report, or an empty text when nothing breaks. */
    static String between(String before, String after) {
        ChangedOpenApi changes = OpenApiCompare.fromContents(before, after);
        String lost = LostFields.of(changes).collect(Collectors.joining("\n"));
        return changes.isCompatible() ? lost : rendered(changes) + lost;
    }

    private static String rendered(ChangedOpenApi changes) {
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        new ConsoleRender().render(changes, new OutputStreamWriter(report, StandardCharsets.UTF_8));
        return report.toString(StandardCharsets.UTF_8);
    }
}
