package org.acme.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.acme.paging.Cursors;
import org.acme.paging.Keyset;
import org.acme.paging.Page;
import org.acme.paging.PageQuery;
import org.acme.security.authentication.Caller;

/** Lists the caller's live sessions: the current one first, then the newest. */
@ApplicationScoped
class SessionList {

    private final Sessions sessions;
    private final Cursors cursors;
    private final Clock clock;

    SessionList(Sessions sessions, Cursors cursors, Clock clock) {
        this.sessions = sessions;
        this.cursors = cursors;
        this.clock = clock;
    }

    Page<SessionView> page(Caller caller, PageQuery query) {
        // The cursor depends on the current session, which later pages omit.
        String list = "sessions/" + caller.session();
        Keyset after = cursors.open(caller, list, query.cursor);
        return Page.of(
                sessions.page(caller, query, after, clock.instant()),
                query.limit.value(),
                session -> cursors.seal(caller, list, position(session)));
    }

    /** The current session comes before all others. */
    private static Keyset position(SessionView session) {
        return new Keyset(
                session.id(), session.current() ? "" : session.createdAt().toString());
    }
}
