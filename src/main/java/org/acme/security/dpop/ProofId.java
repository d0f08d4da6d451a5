package org.acme.security.dpop;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.acme.shared.Digests;

/** 128 bits of a SHA-256 hash, which take less memory than the text. */
record ProofId(long high, long low) {

    /** The thumbprint has a fixed length, so that no two pairs give one text. */
    static ProofId of(String thumbprint, String jti) {
        ByteBuffer hash = ByteBuffer.wrap(Digests.sha256(thumbprint + jti));
        return new ProofId(hash.getLong(), hash.getLong());
    }

    String text() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
