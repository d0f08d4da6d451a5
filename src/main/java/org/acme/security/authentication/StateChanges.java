package org.acme.security.authentication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

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

    @Transactional(Transactional.TxType.MANDATORY)
    public void announce(StateChange change) {
        database.createNativeQuery("select count(pg_notify(:channel, :change))")
                .setParameter("channel", CHANNEL)
                .setParameter("change", change.toString())
                .getSingleResult();
        here.fire(change);
    }
}
