package org.acme.report;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.graphql.api.AdaptToScalar;
import io.smallrye.graphql.api.Scalar;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.paging.Cursor;
import org.acme.paging.Page;
import org.acme.paging.PageLimit;
import org.acme.security.authentication.CurrentCaller;
import org.acme.shared.IfMatch;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/** Reports over GraphQL; the counterpart of {@link ReportResource}. */
@GraphQLApi
public class ReportGraphQLApi {

    private final ReportService reports;
    private final CurrentCaller caller;

    ReportGraphQLApi(ReportService reports, CurrentCaller caller) {
        this.reports = reports;
        this.caller = caller;
    }

    @Query
    @PermissionsAllowed(Permissions.REPORTS_READ)
    public ReportView report(@Id @NonNull UUID id) {
        return reports.read(caller.get(), id);
    }

    @Query
    @PermissionsAllowed(Permissions.REPORTS_READ)
    public Page<ReportItemView> reports(
            ReportStatus status,
            @Size(max = ReportQuery.MAX_SEARCH) String q,
            @Description(ReportSort.VALUES) @DefaultValue(ReportSort.DEFAULT) @AdaptToScalar(Scalar.String.class)
                    ReportSort sort,
            @Description(PageLimit.RANGE) @AdaptToScalar(Scalar.Int.class) PageLimit first,
            @Description(Cursor.SOURCE) @AdaptToScalar(Scalar.String.class) Cursor after) {
        ReportQuery query = new ReportQuery();
        query.status = status;
        query.q = q;
        query.sort = sort;
        query.limit = PageLimit.orDefault(first);
        query.cursor = Cursor.text(after);
        return reports.list(caller.get(), query);
    }

    @Mutation
    @PermissionsAllowed(Permissions.REPORTS_WRITE)
    public ReportView createReport(@Valid @NotNull CreateReport report) {
        return reports.create(caller.get(), report);
    }

    @Mutation
    @PermissionsAllowed(Permissions.REPORTS_WRITE)
    public ReportView reviseReport(
            @Id @NonNull UUID id,
            @Description("The current version.") int version,
            @Valid @NotNull ReviseReport report) {
        return reports.revise(caller.get(), id, IfMatch.version(version), report);
    }

    @Mutation
    @PermissionsAllowed(Permissions.REPORTS_WRITE)
    public ReportView publishReport(@Id @NonNull UUID id) {
        return reports.publish(caller.get(), id, null);
    }
}
