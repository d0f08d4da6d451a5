package org.acme.mail;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.acme.problem.Problem;
import org.acme.security.crypto.DerivedKey;
import org.acme.security.crypto.KeyMaterial;
import org.acme.security.crypto.Rfc4648Base64Url;
import org.acme.security.edge.EdgeConfig;

/** Links with single-use tokens in e-mail messages. Features store only the hash of a token. */
@ApplicationScoped
public class MailLinks {

    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final EdgeConfig edge;
    private final DerivedKey key;
    private final Clock clock;

    MailLinks(EdgeConfig edge, KeyMaterial material, Clock clock) {
        this.edge = edge;
        this.key = DerivedKey.of(material, "palisade/mail-link/v1");
        this.clock = clock;
    }

    /**
     * The token of a message, of 256 bits. A retry has the same, so that it does not invalidate a link that was
     * delivered although the mail server did not confirm it in time.
     */
    public String token(MailRequest request) {
        return Rfc4648Base64Url.encode(key.mac(request.id().toString().getBytes(StandardCharsets.US_ASCII)));
    }

    /** The token is in the fragment, which browsers do not send to servers, so it reaches no log. */
    public String link(String page, String token) {
        return edge.publicUrl().orElseThrow() + "/" + page + "#token=" + token;
    }

    /** When a link that is sent now expires: after 30 minutes. */
    public Instant expiry() {
        return clock.instant().plus(LIFETIME);
    }

    /** The response is the same for every invalid token, so it discloses nothing about the token. */
    public static Problem invalid() {
        return Problem.invalid("token", "is invalid, expired or already used; request a new e-mail message");
    }
}
