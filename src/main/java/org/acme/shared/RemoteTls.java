package org.acme.shared;

/** Whether a server on another machine must be verified by its certificate. */
public enum RemoteTls {

    /** A server on this machine may be used unencrypted. */
    REQUIRED,

    /** Sends everything unencrypted, or unverified, which requires a trusted network. */
    OFF
}
