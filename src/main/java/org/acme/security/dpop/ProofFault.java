package org.acme.security.dpop;

/** What is wrong with a proof, in words for the client. */
enum ProofFault {
    MISSING("This operation requires a proof. Send exactly one `DPoP` header."),
    MALFORMED("The proof must be a signed JWT in compact serialization, with at most 4,096 characters and valid JSON."),
    TYPE("`typ` must be `dpop+jwt`."),
    ALGORITHM("`alg` must be ES256, EdDSA, RS256 or PS256."),
    KEY("`jwk` must be a public key that fits `alg`: P-256, Ed25519, or RSA with 3072 to 4096 bits and the exponent"
            + " 65537."),
    CLAIMS("`jti` must have 1 to 128 characters; `htm`, `htu`, `iat` and, with an access token, `ath` are required."),
    METHOD("`htm` must be the method of this request."),
    URL("`htu` must be the public URL of this request, without query and fragment."),
    AGE("`iat` must be the current time. Create a new proof for each request."),
    TOKEN("`ath` must be the base64url-encoded SHA-256 hash of the access token."),
    ANOTHER_KEY("The access token is bound to another key."),
    SIGNATURE("The signature of the proof is invalid."),
    USED("The proof was used before. Create a new proof for each request."),
    NONCE("Create a new proof with `nonce` set to the value of the `DPoP-Nonce` header.");

    private final String detail;

    ProofFault(String detail) {
        this.detail = detail;
    }

    String detail() {
        return detail;
    }

    RefusedProof refused() {
        return new RefusedProof(this);
    }
}
