package org.acme.security.authentication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/**
 * Tells every instance what it must not remember any longer. Part of the transaction that makes the change: nothing is
 * told when that is rolled back, and nothing before it is committed.
 */
@ApplicationScoped
public class StateChanges {

    static final String CHANNEL = "palisade_state";

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
