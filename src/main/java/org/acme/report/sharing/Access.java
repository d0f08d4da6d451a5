package org.acme.report.sharing;

/** The access that a share grants. */
public enum Access {
    READ,
    WRITE
}
