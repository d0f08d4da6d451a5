package org.acme.security.password;

/** The response is not a list of hashes. The message names the defect, never the content. */
final class InvalidHashRange extends RuntimeException {

    InvalidHashRange(String what) {
        super(what, null, false, false);
    }
}
