package org.acme.report.sharing;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.acme.report.Report;
import org.acme.report.ReportStatus;
import org.acme.report.Visibility;
import org.acme.user.User;

/** Grants one user access to one report. */
@Entity
@Table(name = "report_shares")
public class ReportShare {

    @EmbeddedId
    Key key;

    @ManyToOne(fetch = FetchType.LAZY)
    @MapsId("userId")
    @JoinColumn(name = "user_id")
    User user;

    @Enumerated(EnumType.STRING)
    Access access;

    // Database triggers copy these columns from the report, so that an index can order the shared reports.
    @Column(insertable = false, updatable = false)
    UUID ownerId;

    @Column(insertable = false, updatable = false)
    String title;

    @Column(insertable = false, updatable = false)
    @Enumerated(EnumType.STRING)
    ReportStatus status;

    @Column(insertable = false, updatable = false)
    @Enumerated(EnumType.STRING)
    Visibility visibility;

    @Column(insertable = false, updatable = false)
    Instant createdAt;

    @Column(insertable = false, updatable = false)
    Instant updatedAt;

    protected ReportShare() {}

    ReportShare(Report report, User user, Access access) {
        this.key = new Key(report.id, user.id());
        this.user = user;
        this.access = access;
    }

    /** At most one share per report and user. */
    @Embeddable
    record Key(UUID reportId, UUID userId) {}
}
