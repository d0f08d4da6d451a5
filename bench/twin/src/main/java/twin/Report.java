package twin;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** A row of the table of the measured service. */
@Entity
@Table(name = "reports")
public class Report {

    @Id
    public UUID id;

    public UUID ownerId;
    public String title;
    public String body;
    public String status;
    public String visibility;
    public Instant createdAt;
    public Instant updatedAt;

    @Version
    public long version;

    @JsonIgnore
    public String moderationNote = "";
}
