package org.acme.session;

import java.util.UUID;

/** Where second factors are kept. */
public interface SecondFactor {

    /** Whether this one-time password or recovery code is right; a right one is used up by asking. */
    boolean accepts(UUID account, String otp);
}
