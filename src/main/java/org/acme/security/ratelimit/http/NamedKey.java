package org.acme.security.ratelimit.http;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.acme.shared.Digests;

/**
 * Hashes an identifier to a key of fixed size: the first 128 bits of its SHA-256. E-mail addresses and tokens thus
 * never stay in memory.
 */
final class NamedKey {

    private NamedKey() {}

    static UUID of(String name) {
        ByteBuffer hash = ByteBuffer.wrap(Digests.sha256(name));
        return new UUID(hash.getLong(), hash.getLong());
    }
}
