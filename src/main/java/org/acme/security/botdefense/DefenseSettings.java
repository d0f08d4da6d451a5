package org.acme.security.botdefense;

/** Settings that administrators can change at run time. */
public interface DefenseSettings {

    /** Maximum number of hashes to solve a challenge; the average is half of it. */
    long difficulty();

    /** Daily quota per caller of a sensitive flow. */
    long usesPerDay(String flow);
}
