package org.acme.security.password;

import org.acme.problem.LogText;

/** The response is not a list of hashes. The message names the defect, never the content. */
final class InvalidHashRange extends RuntimeException implements LogText.Own {

    InvalidHashRange(String what) {
        super(what, null, false, false);
    }
}
