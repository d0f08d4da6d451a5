package org.acme.problem;

import java.util.Locale;

/**
 * Every way in which a request can fail, as the client sees it: status, code, title and a sentence that gives nothing
 * away.
 */
public enum ProblemCode {
    MALFORMED_REQUEST(400, "Malformed request", "The request could not be understood."),
    VALIDATION_FAILED(400, "Validation failed", "The request was understood, but a value in it is not acceptable."),
    CHALLENGE_REQUIRED(400, "Challenge required", "Solve a challenge first: GET /api/v1/auth/challenge."),
    CHALLENGE_FAILED(400, "Challenge failed", "The solution is wrong, has expired or was used before."),
    UNAUTHENTICATED(401, "Unauthenticated", "Valid credentials are needed."),
    INVALID_CREDENTIALS(401, "Invalid credentials", "The credentials were not accepted."),
    OTP_REQUIRED(401, "One-time password required", "A one-time password or a recovery code is needed as well."),
    REAUTHENTICATION_REQUIRED(
            401, "Re-authentication required", "The login is too old for this. Prove again who you are."),
    FORBIDDEN(403, "Forbidden", "You may not do this."),
    NOT_FOUND(404, "Not found", "There is nothing here that you may see."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "This resource does not offer the method."),
    NOT_ACCEPTABLE(406, "Not acceptable", "The resource cannot be given in a media type that you accept."),
    CONFLICT(409, "Conflict", "The present state does not allow this."),
    IDEMPOTENCY_KEY_IN_USE(
            409,
            "Idempotency key in use",
            "Another request with this Idempotency-Key is in progress. Repeat the request later."),
    GONE(410, "Gone", "This operation has come to its announced end."),
    PRECONDITION_FAILED(412, "Precondition failed", "The object has changed since you read it."),
    PAYLOAD_TOO_LARGE(413, "Payload too large", "The request body is larger than this service takes."),
    URI_TOO_LONG(414, "URI too long", "The address is longer than this service takes."),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", "The resource does not take this media type."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "Idempotency key reused",
            "This Idempotency-Key was used for another request. Send a new key with a new request."),
    PRECONDITION_REQUIRED(428, "Precondition required", "Say which version you are changing, with If-Match."),
    RATE_LIMITED(429, "Rate limited", "Too many requests. Try again later."),
    HEADERS_TOO_LARGE(431, "Headers too large", "The request headers are larger than this service takes."),
    INTERNAL_ERROR(500, "Internal error", "Something went wrong on our side."),
    UNAVAILABLE(503, "Unavailable", "The service cannot answer just now. Try again later.");

    private final int status;
    private final String title;
    private final String detail;

    ProblemCode(int status, String title, String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return detail;
    }

    /** The code as clients see it, such as {@code not-found}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The first code with this status: the one that stands for failures which the framework reports by status alone.
     */
    static ProblemCode ofStatus(int status) {
        for (ProblemCode code : values()) {
            if (code.status == status) {
                return code;
            }
        }
        return status >= 400 && status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR;
    }
}
