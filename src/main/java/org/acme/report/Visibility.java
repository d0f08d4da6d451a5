package org.acme.report;

/** Whether publishing shows a report to everybody who reads reports, or only to those it is shared with. */
public enum Visibility {
    PRIVATE,
    INTERNAL
}
