package org.acme.security.authentication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/**
 * Notifies all instances of a change, as part of its transaction: PostgreSQL sends the notification after the commit,
 * and none after a rollback.
 */
@ApplicationScoped
public class StateChanges {

    public static final String CHANNEL = "palisade_state";

    private final EntityManager database;
    private final Event<StateChange> here;

    StateChanges(EntityManager database, Event<StateChange> here) {
        this.database = database;
        this.here = here;
    }

    /** As {@link #notifyInstances}, for any number of sessions. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void notifyInstancesOfSessions(List<UUID> ids) {
        for (int sent = 0; sent < ids.size(); sent += StateChange.MAX_SESSIONS) {
            notifyInstances(
                    StateChange.sessions(ids.subList(sent, Math.min(ids.size(), sent + StateChange.MAX_SESSIONS))));
        }
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void notifyInstances(StateChange change) {
        database.createNativeQuery("select count(pg_notify(:channel, :change))")
                .setParameter("channel", CHANNEL)
                .setParameter("change", change.toString())
                .getSingleResult();
        here.fire(change);
    }
}
