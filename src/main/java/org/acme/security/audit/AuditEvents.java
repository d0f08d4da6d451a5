package org.acme.security.audit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.acme.paging.Keyset;
import org.acme.paging.Restrictions;
import org.acme.security.authentication.Caller;
import org.jspecify.annotations.Nullable;

/** Reads and writes audit events in the database. */
@ApplicationScoped
class AuditEvents implements PanacheRepositoryBase<AuditRecord, UUID> {

    /** Returns a page of events, newest first; an empty one when the caller lacks {@code audit:read}. */
    List<AuditView> page(Caller caller, AuditQuery query, @Nullable Keyset after) {
        if (!caller.may(Audit.READ)) {
            return List.of();
        }
        Restrictions restrictions = new Restrictions()
                .and("type = :type", "type", query.type)
                .and("actor = :actor", "actor", query.actor)
                .and("at >= :from", "from", query.from)
                .and("at < :to", "to", query.to);
        if (after != null) {
            restrictions
                    .and("(at, id) < (:key, :id)", "key", Instant.parse(after.key()))
                    .with("id", after.id());
        }
        return find("from AuditRecord" + restrictions.where() + " order by at desc, id desc", restrictions.parameters())
                .page(0, query.limit.probe())
                .project(AuditView.class)
                .list();
    }
}
