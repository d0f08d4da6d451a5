package org.acme.report;

import java.util.UUID;

/** Whom a report is shared with. */
public record ShareView(UUID userId, String displayName, Access access) {

    static ShareView of(ReportShare share) {
        return new ShareView(share.key.userId(), share.user.displayName(), share.access);
    }
}
