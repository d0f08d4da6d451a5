package org.acme.session;

import java.util.UUID;

/** Verifies the second factor of an account. {@code mfa} implements it. */
public interface SecondFactor {

    /** Whether the one-time password or recovery code is correct. A correct one is consumed. */
    boolean consume(UUID account, String otp);
}
