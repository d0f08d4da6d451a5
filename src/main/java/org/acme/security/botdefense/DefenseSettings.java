package org.acme.security.botdefense;

/** What administrators can change while the service runs. */
public interface DefenseSettings {

    /** How many guesses a challenge takes at most; half of them on average. */
    long difficulty();

    /** How often a caller may use a sensitive flow on one day. */
    long usesPerDay(String flow);
}
