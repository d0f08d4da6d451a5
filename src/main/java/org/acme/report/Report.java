package org.acme.report;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.acme.problem.Problem;
import org.acme.user.User;
import org.hibernate.annotations.OptimisticLock;
import org.hibernate.annotations.UuidGenerator;

/** A report with its owner and status. Its methods enforce the transitions draft, published, archived. */
@Entity
@Table(name = "reports")
public class Report {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "owner_id")
    public User owner;

    String title;
    String body;

    @Enumerated(EnumType.STRING)
    ReportStatus status;

    @Enumerated(EnumType.STRING)
    Visibility visibility;

    /** Internal: only moderators read and set it. A new version would disclose to others that it was set. */
    @OptimisticLock(excluded = true)
    String moderationNote;

    Instant createdAt;
    Instant updatedAt;

    @Version
    long version;

    protected Report() {}

    Report(User owner, CreateReport request, Instant now) {
        this.owner = owner;
        this.title = request.title();
        this.body = request.body();
        this.visibility = request.visibility();
        this.status = ReportStatus.DRAFT;
        this.moderationNote = "";
        this.createdAt = now;
        this.updatedAt = now;
    }

    void revise(ReviseReport revision, Instant now) {
        if (status == ReportStatus.ARCHIVED) {
            throw Problem.conflict("An archived report cannot be changed.");
        }
        if (!isChangedBy(revision)) {
            return;
        }
        title = revision.title();
        body = revision.body();
        visibility = revision.visibility();
        updatedAt = now;
    }

    boolean isChangedBy(ReviseReport revision) {
        return !title.equals(revision.title()) || !body.equals(revision.body()) || visibility != revision.visibility();
    }

    void publish(Instant now) {
        become(ReportStatus.PUBLISHED, ReportStatus.DRAFT, now);
    }

    void archive(Instant now) {
        become(ReportStatus.ARCHIVED, ReportStatus.PUBLISHED, now);
    }

    private void become(ReportStatus next, ReportStatus required, Instant now) {
        if (status != required) {
            throw Problem.conflict("Only a report with status " + required + " can become " + next + ".");
        }
        status = next;
        updatedAt = now;
    }
}
