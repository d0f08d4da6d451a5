package org.acme.report;

/** The access that a share grants. */
public enum Access {
    READ,
    WRITE
}
