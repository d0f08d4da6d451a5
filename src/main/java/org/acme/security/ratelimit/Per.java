package org.acme.security.ratelimit;

import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;

/** What a policy counts apart. */
public enum Per {
    /** The client's network address; an IPv6 network of 64 bits is one address. */
    ADDRESS,
    /** Whoever calls: the user, or without credentials the network address. */
    CALLER,
    /** The user, whichever session or key they call with; without credentials the network address. */
    USER,
    /** The API key; calls with other credentials are not counted. */
    API_KEY,
    /** The account that the request names, before anybody has proven to own it; see {@link Keyed}. */
    ACCOUNT,
    /** The session that the request names; see {@link Keyed}. */
    SESSION,
    /** Nothing: all calls of the operation share one window. */
    OPERATION;

    /** Whether a network address can be the key. */
    boolean isOfAddresses() {
        return this == ADDRESS || this == CALLER || this == USER;
    }

    boolean isNamedByTheBody() {
        return this == ACCOUNT || this == SESSION;
    }

    /** Reads the spelling of the configuration, such as {@code api-key}. */
    public static class ByName implements Converter<Per> {

        @Override
        public Per convert(String value) {
            return valueOf(value.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
