package org.acme.security.issuer;

import org.acme.problem.LogText;

/** A document of the issuer that is not what it should be. The message contains no data of the document. */
final class InvalidIssuerResponse extends RuntimeException implements LogText.Own {

    InvalidIssuerResponse(String message) {
        super(message, null, false, false);
    }
}
