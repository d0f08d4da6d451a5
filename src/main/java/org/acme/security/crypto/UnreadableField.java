package org.acme.security.crypto;

/** An encrypted field that was altered, belongs to another row, or whose key is missing from the keyset. */
public final class UnreadableField extends IllegalStateException {

    UnreadableField(String message, Exception cause) {
        super(message, cause);
    }
}
