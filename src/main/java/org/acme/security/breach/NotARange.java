package org.acme.security.breach;

/** Whoever was asked answered something else. What it was is not repeated. */
final class NotARange extends RuntimeException {

    NotARange(String what) {
        super(what, null, false, false);
    }
}
