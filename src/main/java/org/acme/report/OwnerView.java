package org.acme.report;

import java.util.UUID;
import org.acme.user.User;

/** Whose report it is. */
public record OwnerView(UUID id, String displayName) {

    static OwnerView of(User owner) {
        return new OwnerView(owner.id(), owner.displayName());
    }
}
