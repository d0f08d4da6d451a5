package org.acme.report;

/** What a share lets somebody do. */
public enum Access {
    READ,
    WRITE
}
