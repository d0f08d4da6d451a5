package org.acme.security.hardening;

/** The order in which a request meets the controls below JAX-RS; the higher number comes first. */
public final class FilterOrder {

    /** Before everything, so that no request is processed within another one of its connection. */
    public static final int PIPELINED = 1_010;

    /** Before anything is written, refusals included. */
    public static final int WRITE_TIMEOUT = 1_005;

    /** First, so that whatever happens next can be found in the log. */
    public static final int TRACE = 1_000;

    /** Before anything of a further request on a connection that is being closed is processed. */
    public static final int CLOSING_CONNECTION = 990;

    /** Before anything can refuse, because refusals too end a connection of a service that stops. */
    public static final int DRAIN = 985;

    /** Before anything can refuse, because a refusal before the body has arrived closes the connection. */
    public static final int UNREAD_BODY = 980;

    /** Before anything that may wait, such as the lookup of the caller. */
    public static final int REQUEST_TIMEOUT = 970;

    /** Before anything can refuse, because refusals need the headers too. */
    public static final int SECURITY_HEADERS = 900;

    /** Before anything can refuse, because pages of listed origins must be able to read refusals. */
    public static final int CORS_HEADERS = 890;

    /** Before anything of the request is read, so that a flood costs next to nothing. */
    public static final int ADDRESS_LIMIT = 850;

    /** Before anything of a request that others may have read or changed on its way is used; counted, as all are. */
    public static final int CLEAR_TEXT = 840;

    /** Before anything else of the request is used: it must be certain where the request ends. */
    public static final int FRAMING = 830;

    /** Before the path is used for anything, so that no two parts can read it differently. */
    public static final int REQUEST_LINE = 800;

    /** Once the path has one reading, and before anything else can refuse: a refusal tells of the end as well. */
    public static final int DEPRECATION = 790;

    /** Before credentials are looked at; a preflight is answered here, and has none. */
    public static final int CORS = 310;

    /** Before credentials are looked at. */
    public static final int ONE_CREDENTIAL = 160;

    /** After authentication was set up (200), because a window belongs to a caller where there is one. */
    public static final int CALLER_LIMIT = 150;

    /** Answered for a path as a whole, so no operation is reached; counted like every other request. */
    public static final int OPTIONS = 145;

    /** After whoever may not call at all was turned away. */
    public static final int PLAIN_BODIES = 140;

    /** Just before the body is read, which has a timeout of its own. */
    public static final int REQUEST_TIMEOUT_RESTS = 131;

    /** Last, because only now a body may cost us anything. */
    public static final int BODY = 130;

    /** From here on every request has its body, and no part behind this one reads from the connection. */
    public static final int BODY_COMPLETE = 129;

    /** The time that it took to read the body does not count. */
    public static final int REQUEST_TIMEOUT_GOES_ON = 128;

    private FilterOrder() {}
}
