package org.acme.account;

import java.util.List;

/**
 * What an authenticator needs, shown once.
 *
 * @param secret in base32
 * @param otpauthUri the same as an address that authenticators read from a QR code
 * @param recoveryCodes each stands in for a one-time password once
 */
public record TotpView(String secret, String otpauthUri, List<String> recoveryCodes) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "TotpView";
    }
}
