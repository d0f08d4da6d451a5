package org.acme.problem;

import java.util.Locale;

/**
 * The codes of all problems, with their status, title and default detail. No detail discloses internals of the service.
 */
public enum ProblemCode {
    MALFORMED_REQUEST(
            400,
            "Malformed request",
            "The request cannot be parsed. Check its syntax, property names, data types and parameters."),
    VALIDATION_FAILED(400, "Validation failed", "At least one value is invalid. `violations` lists the fields."),
    CHALLENGE_REQUIRED(
            400,
            "Challenge required",
            "A proof of work is required. Solve the challenge from `GET /api/v1/auth/challenge` and send it as `challenge`."),
    CHALLENGE_FAILED(
            400,
            "Challenge failed",
            "The solution of the challenge is wrong, expired or already used. Solve a new challenge."),
    UNAUTHENTICATED(
            401, "Unauthenticated", "Valid credentials are required. They are missing, malformed, expired or revoked."),
    INVALID_CREDENTIALS(
            401, "Invalid credentials", "The credentials are invalid, or the account is disabled or locked."),
    OTP_REQUIRED(
            401,
            "One-time password required",
            "A second factor is required. Send a one-time password or a recovery code as `otp`."),
    REAUTHENTICATION_REQUIRED(
            401,
            "Re-authentication required",
            "This operation requires recent authentication. Use `POST /api/v1/auth/reauthenticate`, then retry."),
    INVALID_DPOP_PROOF(
            401, "Invalid DPoP proof", "The `DPoP` proof is invalid. Create a new proof for this request (RFC 9449)."),
    DPOP_NONCE_REQUIRED(
            401,
            "DPoP nonce required",
            "The `DPoP` proof needs a `nonce`. Create a new proof with the value of the `DPoP-Nonce` header."),
    INVALID_DPOP_PROOF_FOR_TOKENS(400, INVALID_DPOP_PROOF),
    DPOP_NONCE_REQUIRED_FOR_TOKENS(400, DPOP_NONCE_REQUIRED),
    FORBIDDEN(403, "Forbidden", "You do not have permission to perform this operation."),
    NOT_FOUND(404, "Not found", "The resource does not exist or you do not have access to it."),
    METHOD_NOT_ALLOWED(
            405,
            "Method not allowed",
            "The resource does not support this method. `Allow` lists the supported methods."),
    NOT_ACCEPTABLE(406, "Not acceptable", "The resource is not available in any media type that `Accept` lists."),
    CONFLICT(409, "Conflict", "The request conflicts with the current state of the resource."),
    IDEMPOTENCY_KEY_IN_USE(
            409, "Idempotency key in use", "Another request with this `Idempotency-Key` is in progress. Retry later."),
    GONE(410, "Gone", "This operation was removed. `Link` names its successor."),
    PRECONDITION_FAILED(
            412,
            "Precondition failed",
            "The resource has changed since you read it. Read it again and retry with its current version."),
    PAYLOAD_TOO_LARGE(413, "Payload too large", "The request body exceeds the maximum size."),
    URI_TOO_LONG(414, "URI too long", "The request URI exceeds the maximum length."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "Unsupported media type",
            "The media type or content coding of the request body is not supported. Send uncompressed `application/json`."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "Idempotency key reused",
            "This `Idempotency-Key` was used with a different request. Use a new key for each new request."),
    PRECONDITION_REQUIRED(428, "Precondition required", "Send `If-Match` with the current `ETag`."),
    RATE_LIMITED(
            429,
            "Rate limited",
            "Too many requests. Retry later; `Retry-After`, if present, gives the seconds to wait."),
    HEADERS_TOO_LARGE(431, "Headers too large", "The request headers exceed the maximum size."),
    INTERNAL_ERROR(
            500, "Internal error", "The service failed to process the request. Report the `traceId` to its operator."),
    UNAVAILABLE(
            503,
            "Unavailable",
            "The service is temporarily unavailable. Retry later; `Retry-After`, if present, gives the seconds to wait.");

    private final int status;
    private final String title;
    private final String detail;
    private final String code;

    ProblemCode(int status, String title, String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same problem with the status of requests for tokens (RFC 6749, section 5.2). */
    ProblemCode(int status, ProblemCode same) {
        this.status = status;
        this.title = same.title;
        this.detail = same.detail;
        this.code = same.code;
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

    /** The code in responses, such as {@code not-found}. */
    public String code() {
        return code;
    }

    /** The first code with this status, for failures that the framework reports only by status. */
    static ProblemCode ofStatus(int status) {
        for (ProblemCode code : values()) {
            if (code.status == status) {
                return code;
            }
        }
        return status >= 400 && status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR;
    }
}
