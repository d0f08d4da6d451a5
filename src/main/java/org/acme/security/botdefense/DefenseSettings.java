package org.acme.security.botdefense;

/** Settings that administrators can change at run time. */
public interface DefenseSettings {

    /**
     * Maximum number of hashes to solve a challenge; the average is half of it. During many failures,
     * {@link Difficulty} multiplies it by up to 16.
     */
    long difficulty();

    /** Whether a sensitive flow has a quota. */
    boolean hasFlow(String flow);

    /** Daily quota per caller of a sensitive flow that {@link #hasFlow has one}. */
    long usesPerDay(String flow);
}
