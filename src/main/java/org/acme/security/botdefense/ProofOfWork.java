package org.acme.security.botdefense;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acme.security.crypto.DerivedKey;
import org.acme.security.crypto.KeyMaterial;
import org.altcha.altcha.Altcha;

/** Creates ALTCHA challenges and verifies solutions. Challenges are signed with HMAC, so none is stored. */
// The library accesses the fields of a payload by reflection.
@RegisterForReflection(targets = Altcha.Payload.class)
@Singleton
class ProofOfWork {

    private static final Altcha.Algorithm SHA_256 = Altcha.Algorithm.SHA256;
    private static final int MAX_SOLUTION = 4_000;

    /** The salt ends with a separator, so that no digit can move between its parameters and the number. */
    private static final Pattern SALT = Pattern.compile("[0-9a-f]+\\?expires=([0-9]{1,12})&");

    private final String key;
    private final ObjectMapper json;
    private final BotDefenseConfig config;
    private final Clock clock;

    ProofOfWork(KeyMaterial material, ObjectMapper json, BotDefenseConfig config, Clock clock) {
        this.key = HexFormat.of()
                .formatHex(DerivedKey.of(material, "palisade/altcha/v1").mac(new byte[0]));
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    ChallengeView challenge(long difficulty) {
        try {
            long expires = clock.instant().plus(config.challengeExpiry()).getEpochSecond();
            Altcha.Challenge made = Altcha.createChallenge(new Altcha.ChallengeOptions()
                    .setAlgorithm(SHA_256)
                    .setMaxNumber(difficulty)
                    .setSalt(HexFormat.of().formatHex(Altcha.randomBytes(16)) + "?expires=" + expires + "&")
                    .setSecureRandomNumber(true)
                    .setHmacKey(key));
            return new ChallengeView(made.algorithm, made.challenge, difficulty, made.salt, made.signature);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A solved challenge. The challenge identifies it, however the solution is encoded. */
    record Solved(String challenge, Instant expires) {}

    /** Empty unless the text is a valid solution of an unexpired challenge of this service. */
    Optional<Solved> check(String solution) {
        if (solution.length() > MAX_SOLUTION) {
            return Optional.empty();
        }
        JsonNode written;
        try {
            byte[] text = Base64.getDecoder().decode(solution);
            if (!Base64.getEncoder().encodeToString(text).equals(solution)) {
                return Optional.empty();
            }
            written = json.readTree(text);
        } catch (IllegalArgumentException | IOException unreadable) {
            return Optional.empty();
        }
        Altcha.Payload payload = payload(written);
        Matcher salt = SALT.matcher(payload.salt);
        if (!"SHA-256".equals(payload.algorithm) || !salt.matches() || !isSolved(payload)) {
            return Optional.empty();
        }
        Instant expires = Instant.ofEpochSecond(Long.parseLong(salt.group(1)));
        return expires.isAfter(clock.instant())
                ? Optional.of(new Solved(payload.challenge, expires))
                : Optional.empty();
    }

    private boolean isSolved(Altcha.Payload payload) {
        try {
            return Altcha.verifySolution(payload, key, false);
        } catch (Exception e) {
            // The library declares Exception. No payload of this form causes one, so it is a failure of the service.
            throw new IllegalStateException(e);
        }
    }

    private static Altcha.Payload payload(JsonNode solution) {
        Altcha.Payload payload = new Altcha.Payload();
        payload.algorithm = solution.path("algorithm").asText();
        payload.challenge = solution.path("challenge").asText();
        payload.number = solution.path("number").asLong(-1);
        payload.salt = solution.path("salt").asText();
        payload.signature = solution.path("signature").asText();
        return payload;
    }
}
