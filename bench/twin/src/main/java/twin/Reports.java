package twin;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The measured operations without authentication, scope, limits, validation and views. There is one owner, because there is no caller. */
@Path("/api/v1/reports")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class Reports implements PanacheRepositoryBase<Report, UUID> {

    private static final int PAGE = 20;

    private final UUID owner;

    Reports(@ConfigProperty(name = "twin.owner") UUID owner) {
        this.owner = owner;
    }

    @GET
    @Path("{id}")
    public Report read(@PathParam("id") UUID id) {
        return findByIdOptional(id).orElseThrow(NotFoundException::new);
    }

    @GET
    public List<Report> list() {
        return find("ownerId", Sort.descending("createdAt", "id"), owner).page(0, PAGE).list();
    }

    @POST
    @ResponseStatus(201)
    @Transactional
    public Report create(Report report) {
        report.id = UUID.randomUUID();
        report.ownerId = owner;
        report.status = "DRAFT";
        report.createdAt = Instant.now();
        report.updatedAt = report.createdAt;
        persist(report);
        return report;
    }
}
