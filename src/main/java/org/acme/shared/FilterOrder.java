package org.acme.shared;

import jakarta.interceptor.Interceptor;
import jakarta.ws.rs.Priorities;

/** The order of filters, interceptors and observers. First Vert.x filters, of which higher numbers run first. */
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

    /** Before any refusal, because refusals need the headers too. This and the next two run at {@link #UNREAD_BODY}. */
    public static final int SECURITY_HEADERS = 900;

    /** Before any refusal, because pages of configured origins must be able to read refusals. */
    public static final int CORS_HEADERS = 890;

    /** Before the request is parsed further, so that a flood costs little. */
    public static final int ADDRESS_LIMIT = 850;

    /** Before steps that can wait, such as the lookup of the caller. */
    public static final int REQUEST_TIMEOUT = 845;

    /** Before any use of a request that others could read or change; after the rate limit, so that it is counted. */
    public static final int UNENCRYPTED = 840;

    /** Before further use of the request: its end must be unambiguous. */
    public static final int FRAMING = 830;

    /** Before any use of the path, so that all later parts read it the same way. */
    public static final int REQUEST_LINE = 800;

    /** After the path is known to be unambiguous and before later refusals, which need the headers too. */
    public static final int DEPRECATION = 790;

    /** Before authentication: preflight requests carry no credentials and get their response here. */
    public static final int CORS = 310;

    /** With the framework's filter that sets up authentication, and before the one that prepares its refusals (199). */
    public static final int AUTHENTICATION = 200;

    /** Before authentication, which would use either credential. */
    public static final int ONE_CREDENTIAL = 160;

    /** After authentication is set up, and before everything that depends on the caller. */
    public static final int CALLER = 155;

    /** After the caller is known, because limits are per caller. */
    public static final int CALLER_LIMIT = 150;

    /** After the limits of the caller, because used proofs take memory. */
    public static final int DPOP_REPLAY = 149;

    /** Needs no operation, but counts in the rate limits. */
    public static final int OPTIONS = 145;

    /** After rate-limited requests were refused. */
    public static final int PLAIN_BODIES = 140;

    /** Suspends the request timeout while the body arrives, which has a timeout of its own. */
    public static final int REQUEST_TIMEOUT_SUSPEND = 131;

    /** After the checks that need neither the body nor the operation, because a body takes memory. */
    public static final int BODY = 130;

    /** From here on, the body is complete and no later part reads from the connection. */
    public static final int BODY_COMPLETE = 129;

    /** Starts the request timeout anew when the body has arrived. */
    public static final int REQUEST_TIMEOUT_RESTART = 128;

    /** After the body, whose arrival the client can delay; within the request timeout, because lookups can wait. */
    public static final int CALLER_AGAIN = 127;

    private FilterOrder() {}

    /** Handlers of routers, for requests that pass no filter; lower numbers run first. */
    public static final class RouterHandlers {

        /** First. Handlers of this order run in the order in which they are installed, after those of the framework. */
        public static final int FIRST = Integer.MIN_VALUE;

        /** Responds to failures. */
        public static final int RESPONSE = FIRST + 1;

        /** Installed before the others, as {@link FilterOrder#PIPELINED} and {@link FilterOrder#WRITE_TIMEOUT}. */
        public static final int INSTALL_PIPELINED = 1;

        public static final int INSTALL_WRITE_TIMEOUT = 2;

        private RouterHandlers() {}
    }

    /** Filters of JAX-RS; lower numbers run first. */
    public static final class RestFilters {

        /** Before all others, so that none processes a request that has timed out. */
        public static final int TIMED_OUT = 0;

        /** After all others, which have the default, so that a request that they refuse is not counted. */
        public static final int SENSITIVE_FLOW = Priorities.USER + 1;

        private RestFilters() {}
    }

    /** Interceptors of operations; lower numbers run first. */
    public static final class Interceptors {

        /** Before validation, whose messages could otherwise be obtained without limit. */
        public static final int OPERATION_LIMIT = Interceptor.Priority.PLATFORM_BEFORE;

        /** After authorization, rate limits and validation (4800), so that a retry passes all of them again. */
        public static final int IDEMPOTENCY = Interceptor.Priority.PLATFORM_AFTER + 900;

        private Interceptors() {}
    }

    /** Observers of the startup; lower numbers run first, those without a number at 2500. */
    public static final class Startup {

        /** Before anything waits for a database that does not respond. */
        public static final int SETTINGS = 1;

        /** Before the first statement of the service. */
        public static final int DATABASE_ROLE = 2;

        public static final int SAMPLE_USERS = 1_999;

        /** After the users that own them. */
        public static final int SAMPLE_REPORTS = 2_000;

        private Startup() {}
    }
}
