package org.acme.report;

import java.util.UUID;
import org.acme.security.authentication.Caller;
import org.acme.user.User;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** The owner of a report. */
@Type("Owner")
public record OwnerView(@Id @NonNull UUID id, @NonNull String displayName) {

    static OwnerView of(User owner) {
        return new OwnerView(owner.id(), owner.displayName());
    }

    static OwnerView of(Caller owner) {
        return new OwnerView(owner.id(), owner.displayName());
    }
}
