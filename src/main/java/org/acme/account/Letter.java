package org.acme.account;

/** A mail as it is sent. It may carry a token, so it is never stored. */
record Letter(String to, String subject, String text) {

    /** Without the text. */
    @Override
    public String toString() {
        return "Letter";
    }
}
