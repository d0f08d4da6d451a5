package org.acme.security.edge;

/** The order of all Vert.x filters; higher numbers run first. */
public final class FilterOrder {

    /** First, so that no request is processed within another request of its connection. */
    public static final int PIPELINED = 1_010;

    /** Before any response is written, refusals included. */
    public static final int WRITE_TIMEOUT = 1_005;

    /** Before all controls, so that every later log line has the trace id. */
    public static final int TRACE = 1_000;

    /** Before a further request on a closing connection is processed. */
    public static final int CLOSING_CONNECTION = 990;

    /** Before any refusal, because refusals, too, end connections while the service stops. */
    public static final int DRAIN = 985;

    /** Before any refusal, because a refusal before the body has arrived closes the connection. */
    public static final int UNREAD_BODY = 980;

    /** Before steps that can wait, such as the lookup of the caller. */
    public static final int REQUEST_TIMEOUT = 970;

    /** Before any refusal, because refusals need the headers too. */
    public static final int SECURITY_HEADERS = 900;

    /** Before any refusal, because pages of configured origins must be able to read refusals. */
    public static final int CORS_HEADERS = 890;

    /** Before the request is parsed further, so that a flood costs little. */
    public static final int ADDRESS_LIMIT = 850;

    /** Before any use of a request that others could read or change; after the rate limit, so that it is counted. */
    public static final int CLEAR_TEXT = 840;

    /** Before further use of the request: its end must be unambiguous. */
    public static final int FRAMING = 830;

    /** Before any use of the path, so that all later parts read it the same way. */
    public static final int REQUEST_LINE = 800;

    /** After the path is known to be unambiguous and before later refusals, which need the headers too. */
    public static final int DEPRECATION = 790;

    /** Before authentication: preflight requests carry no credentials and are answered here. */
    public static final int CORS = 310;

    /** Before authentication, which would use either credential. */
    public static final int ONE_CREDENTIAL = 160;

    /** After authentication is set up (200), and before everything that depends on the caller. */
    public static final int CALLER = 155;

    /** After the caller is known, because limits are per caller. */
    public static final int CALLER_LIMIT = 150;

    /** Needs no operation, but counts in the rate limits. */
    public static final int OPTIONS = 145;

    /** After rate-limited requests were refused. */
    public static final int PLAIN_BODIES = 140;

    /** Suspends the request timeout while the body arrives, which has a timeout of its own. */
    public static final int REQUEST_TIMEOUT_RESTS = 131;

    /** After all checks that need no body, because a body takes memory. */
    public static final int BODY = 130;

    /** From here on, the body is complete and no later part reads from the connection. */
    public static final int BODY_COMPLETE = 129;

    /** Resumes the request timeout. The arrival of the body does not count. */
    public static final int REQUEST_TIMEOUT_GOES_ON = 128;

    private FilterOrder() {}
}
