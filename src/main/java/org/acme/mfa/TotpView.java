package org.acme.mfa;

import java.util.List;

/**
 * The enrolment data of an authenticator, shown once.
 *
 * @param secret in Base32
 * @param otpauthUri the secret as a URI that authenticators read from a QR code
 * @param recoveryCodes ten codes; each replaces a one-time password once
 */
public record TotpView(String secret, String otpauthUri, List<String> recoveryCodes) {

    @Override
    public String toString() {
        return "TotpView";
    }
}
