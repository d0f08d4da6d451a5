package org.acme.security.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.acme.fixture.DpopClient;
import org.acme.fixture.SecondThread;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verification of proofs: the examples of RFC 9449, and each way to forge one. */
@SecondThread
class ProofVerifierTest {

    private static final String URL = "https://api.example.com/api/v1/reports";
    private static final String TOKEN = "an.access.token";
    private static final DpopClient CLIENT = DpopClient.create();
    private static final DpopClient RSA = DpopClient.create("RS256");
    private static final DpopClient ED25519 = DpopClient.create("EdDSA");

    /** RFC 9449, section 4.1, figure 1. */
    private static final String RFC_LOGIN =
            "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZ"
                    + "OXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIs"
                    + "ImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVy"
                    + "LmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtF"
                    + "LbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";

    /** RFC 9449, section 7.1, figure 12, and its access token. */
    private static final String RFC_RESOURCE =
            "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZ"
                    + "OXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIs"
                    + "ImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJj"
                    + "ZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05y"
                    + "V0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6"
                    + "Fy1dqd-jfxSYoMxhAJpLjA";

    private static final String RFC_TOKEN = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
    private static final String RFC_THUMBPRINT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";

    private final ProofVerifier verifier = new ProofVerifier(DpopSettings.defaults());

    private ProofVerifier.Verified verify(String proof) {
        return verifier.verify(proof, "GET", URL, TOKEN, null, Instant.now());
    }

    /** Of a token that is bound to the client's key. */
    private ProofKey boundKey(DpopClient client, String proof) {
        return verifier.verify(proof, "GET", URL, TOKEN, client.thumbprint(), Instant.now())
                .key();
    }

    private @Nullable ProofFault fault(String proof) {
        Throwable thrown = catchThrowable(() -> verify(proof));
        assertThat(thrown).as("the proof is refused").isInstanceOf(RefusedProof.class);
        return ((RefusedProof) thrown).fault();
    }

    private static String proof(DpopClient client, Consumer<Map<String, Map<String, Object>>> change) {
        return client.proof("GET", URL, TOKEN, change);
    }

    private static String with(String part, String name, @Nullable Object value) {
        return proof(CLIENT, parts -> {
            if (value == null) {
                parts.get(part).remove(name);
            } else {
                parts.get(part).put(name, value);
            }
        });
    }

    @Test
    void examples_of_rfc_9449_are_accepted_at_their_time() {
        Instant then = Instant.ofEpochSecond(1_562_262_616);
        assertThat(verifier.verify(RFC_LOGIN, "POST", "https://server.example.com/token", null, null, then)
                        .key()
                        .thumbprint())
                .isEqualTo(RFC_THUMBPRINT);
        String resource = "https://resource.example.org/protectedresource";
        assertThat(verifier.verify(RFC_RESOURCE, "GET", resource, RFC_TOKEN, RFC_THUMBPRINT, then)
                        .proof()
                        .jti())
                .isEqualTo("e1j3V_bKic8-LAEB");
        assertThat(catchThrowable(
                        () -> verifier.verify(RFC_RESOURCE, "GET", resource, RFC_TOKEN, RFC_THUMBPRINT, Instant.now())))
                .isInstanceOf(RefusedProof.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "EdDSA", "RS256", "PS256"})
    void proof_of_each_algorithm_is_accepted_also_with_a_cached_key(String algorithm) {
        DpopClient client = DpopClient.create(algorithm);
        for (int i = 0; i < 2; i++) {
            assertThat(boundKey(client, client.proof("GET", URL, TOKEN)).thumbprint())
                    .isEqualTo(client.thumbprint());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "EdDSA", "RS256", "PS256"})
    void signature_of_another_proof_is_refused_for_each_algorithm_also_with_a_cached_key(String algorithm) {
        DpopClient client = DpopClient.create(algorithm);
        String proof = client.proof("GET", URL, TOKEN);
        String other = client.proof("GET", URL, TOKEN);
        String forged = proof.substring(0, proof.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
        assertThat(fault(forged)).isEqualTo(ProofFault.SIGNATURE);
        boundKey(client, proof);
        assertThat(fault(forged)).isEqualTo(ProofFault.SIGNATURE);
    }

    @Test
    void only_keys_of_bound_tokens_are_cached() {
        String proof = CLIENT.proof("GET", URL, TOKEN);
        assertThat(verify(proof).key()).isNotSameAs(verify(proof).key());
        assertThat(boundKey(CLIENT, proof)).isSameAs(boundKey(CLIENT, proof));
    }

    static Stream<Arguments> forgeries() {
        String good = CLIENT.proof("GET", URL, TOKEN);
        String[] parts = good.split("\\.");
        String tail = "." + parts[1] + "." + parts[2];
        Map<String, Object> claims = DpopClient.claims("GET", URL, TOKEN);
        long now = Instant.now().getEpochSecond();
        List<Arguments> table = new ArrayList<>(List.of(
                Arguments.of("empty", "", ProofFault.MALFORMED),
                Arguments.of("one part", "abc", ProofFault.MALFORMED),
                Arguments.of("two parts", parts[0] + "." + parts[1], ProofFault.MALFORMED),
                Arguments.of("four parts", good + ".", ProofFault.MALFORMED),
                Arguments.of("too long", good + "A".repeat(ProofVerifier.MAX_LENGTH), ProofFault.MALFORMED),
                Arguments.of("two proofs in one header", good + ", " + good, ProofFault.MALFORMED),
                Arguments.of("padded header", parts[0] + "==" + tail, ProofFault.MALFORMED),
                Arguments.of("line break", parts[0] + "\n" + tail, ProofFault.MALFORMED),
                Arguments.of("no JSON", encoded("typ") + tail, ProofFault.MALFORMED),
                Arguments.of("array", encoded("[]") + tail, ProofFault.MALFORMED),
                Arguments.of("null", encoded("null") + tail, ProofFault.MALFORMED),
                Arguments.of("trailing text", encoded("{} {}") + tail, ProofFault.MALFORMED),
                Arguments.of("deep nesting", encoded("[".repeat(2_000)) + tail, ProofFault.MALFORMED),
                Arguments.of("invalid UTF-8", encoded("{\"a\":\"\u00ff\"}", true) + tail, ProofFault.MALFORMED),
                Arguments.of("duplicate member", duplicated("{\"typ\":\"x\","), ProofFault.MALFORMED),
                Arguments.of("claim twice", duplicateClaim(), ProofFault.MALFORMED),
                Arguments.of("no type", with("header", "typ", null), ProofFault.TYPE),
                Arguments.of("access token as proof", with("header", "typ", "at+jwt"), ProofFault.TYPE),
                Arguments.of("type in capitals", with("header", "typ", "DPOP+JWT"), ProofFault.TYPE),
                Arguments.of("type as media type", with("header", "typ", "application/dpop+jwt"), ProofFault.TYPE),
                Arguments.of("type of another type", with("header", "typ", 1), ProofFault.TYPE),
                Arguments.of("critical extension", with("header", "crit", List.of("exp")), ProofFault.MALFORMED),
                Arguments.of("unencoded payload", with("header", "crit", List.of("b64")), ProofFault.MALFORMED),
                Arguments.of("no algorithm", with("header", "alg", null), ProofFault.ALGORITHM),
                Arguments.of("none", with("header", "alg", "none"), ProofFault.ALGORITHM),
                Arguments.of("HS256", with("header", "alg", "HS256"), ProofFault.ALGORITHM),
                Arguments.of("ES384", with("header", "alg", "ES384"), ProofFault.ALGORITHM),
                Arguments.of("RS1", with("header", "alg", "RS1"), ProofFault.ALGORITHM),
                Arguments.of("algorithm in lower case", with("header", "alg", "es256"), ProofFault.ALGORITHM),
                Arguments.of("algorithm of another key", with("header", "alg", "RS256"), ProofFault.KEY),
                Arguments.of("no key", with("header", "jwk", null), ProofFault.KEY),
                Arguments.of("key as text", with("header", "jwk", "key"), ProofFault.KEY),
                Arguments.of("empty key", with("header", "jwk", Map.of()), ProofFault.KEY),
                Arguments.of("symmetric key", key(Map.of("kty", "oct", "k", "AAAA")), ProofFault.KEY),
                Arguments.of("private key", with("header", "jwk", CLIENT.privateKey()), ProofFault.KEY),
                Arguments.of("symmetric member", key(Map.of("k", "AAAA")), ProofFault.KEY),
                Arguments.of("first prime", key(Map.of("p", "AAAA")), ProofFault.KEY),
                Arguments.of("second prime", key(Map.of("q", "AAAA")), ProofFault.KEY),
                Arguments.of("first private exponent", key(Map.of("dp", "AAAA")), ProofFault.KEY),
                Arguments.of("second private exponent", key(Map.of("dq", "AAAA")), ProofFault.KEY),
                Arguments.of("private coefficient", key(Map.of("qi", "AAAA")), ProofFault.KEY),
                Arguments.of("other primes", key(Map.of("oth", List.of())), ProofFault.KEY),
                Arguments.of("another key type", key(Map.of("kty", "OKP")), ProofFault.KEY),
                Arguments.of("another curve", key(Map.of("crv", "P-384")), ProofFault.KEY),
                Arguments.of("point off the curve", key(Map.of("x", "A".repeat(42) + "E")), ProofFault.KEY),
                Arguments.of("coordinate above the field", key(Map.of("x", "_".repeat(42) + "8")), ProofFault.KEY),
                Arguments.of(
                        "no point of Ed25519", changed(ED25519, Map.of("x", "_".repeat(42) + "8")), ProofFault.KEY),
                Arguments.of("point at zero", key(Map.of("x", "A".repeat(43), "y", "A".repeat(43))), ProofFault.KEY),
                Arguments.of(
                        "coordinate with a leading zero", key(Map.of("x", afterZero(CLIENT, "x"))), ProofFault.KEY),
                Arguments.of("coordinate as number", key(Map.of("x", 1)), ProofFault.KEY),
                Arguments.of(
                        "padded coordinate", key(Map.of("x", CLIENT.publicKey().get("x") + "=")), ProofFault.KEY),
                Arguments.of("key for encryption", key(Map.of("use", "enc")), ProofFault.KEY),
                Arguments.of("key of another algorithm", key(Map.of("alg", "ES384")), ProofFault.KEY),
                Arguments.of("2048 bits", DpopClient.create("RS256", 2048).proof("GET", URL, TOKEN), ProofFault.KEY),
                Arguments.of("modulus with a leading zero", rsa("n", afterZero(RSA, "n")), ProofFault.KEY),
                Arguments.of("modulus of 8,192 bits", rsa("n", longModulus()), ProofFault.KEY),
                Arguments.of("exponent of 1", rsa("e", "AQ"), ProofFault.KEY),
                Arguments.of("even exponent", rsa("e", "AQAA"), ProofFault.KEY),
                Arguments.of("no jti", with("claims", "jti", null), ProofFault.CLAIMS),
                Arguments.of("empty jti", with("claims", "jti", ""), ProofFault.CLAIMS),
                Arguments.of("jti as number", with("claims", "jti", 1), ProofFault.CLAIMS),
                Arguments.of("long jti", with("claims", "jti", "j".repeat(129)), ProofFault.CLAIMS),
                Arguments.of("no method", with("claims", "htm", null), ProofFault.CLAIMS),
                Arguments.of("another method", with("claims", "htm", "POST"), ProofFault.METHOD),
                Arguments.of("method in lower case", with("claims", "htm", "get"), ProofFault.METHOD),
                Arguments.of("no URL", with("claims", "htu", null), ProofFault.CLAIMS),
                Arguments.of("another URL", with("claims", "htu", URL + "s"), ProofFault.URL),
                Arguments.of("URL as list", with("claims", "htu", List.of(URL)), ProofFault.CLAIMS),
                Arguments.of("no time", with("claims", "iat", null), ProofFault.CLAIMS),
                Arguments.of("time as text", with("claims", "iat", String.valueOf(now)), ProofFault.CLAIMS),
                Arguments.of("huge time", with("claims", "iat", 1e300), ProofFault.CLAIMS),
                Arguments.of("old", with("claims", "iat", now - 62), ProofFault.AGE),
                Arguments.of("from the future", with("claims", "iat", now + 600), ProofFault.AGE),
                Arguments.of("before the epoch", with("claims", "iat", Long.MIN_VALUE), ProofFault.AGE),
                Arguments.of("end of time", with("claims", "iat", Long.MAX_VALUE), ProofFault.AGE),
                Arguments.of("no token hash", with("claims", "ath", null), ProofFault.TOKEN),
                Arguments.of("hash of another token", with("claims", "ath", "A".repeat(43)), ProofFault.TOKEN),
                Arguments.of("token instead of its hash", with("claims", "ath", TOKEN), ProofFault.TOKEN),
                Arguments.of("token hash as number", with("claims", "ath", 1), ProofFault.CLAIMS),
                Arguments.of("nonce as number", with("claims", "nonce", 1), ProofFault.CLAIMS),
                Arguments.of("long nonce", with("claims", "nonce", "n".repeat(129)), ProofFault.CLAIMS),
                Arguments.of("no signature", parts[0] + "." + parts[1] + ".", ProofFault.SIGNATURE),
                Arguments.of("signature of zeros", signed(parts, new byte[64]), ProofFault.SIGNATURE),
                Arguments.of("signature in DER", signed(parts, new byte[70]), ProofFault.SIGNATURE),
                Arguments.of("signature of zeros, Ed25519", zeros(ED25519), ProofFault.SIGNATURE),
                Arguments.of("another signature", parts[0] + "." + parts[1] + "." + last(CLIENT), ProofFault.SIGNATURE),
                Arguments.of("other claims", parts[0] + "." + last(claims) + "." + parts[2], ProofFault.SIGNATURE),
                Arguments.of("key of another client", byAnother(), ProofFault.SIGNATURE)));
        return table.stream();
    }

    private static String encoded(String text) {
        return encoded(text, false);
    }

    private static String encoded(String text, boolean latin) {
        return DpopClient.encoded(text.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String duplicated(String start) {
        String[] parts = CLIENT.proof("GET", URL, TOKEN).split("\\.");
        return CLIENT.sign(start + decoded(parts[0]).substring(1), decoded(parts[1]));
    }

    private static String duplicateClaim() {
        String[] parts = CLIENT.proof("GET", URL, TOKEN).split("\\.");
        return CLIENT.sign(
                decoded(parts[0]), "{\"htm\":\"POST\"," + decoded(parts[1]).substring(1));
    }

    private static String key(Map<String, Object> members) {
        return changed(CLIENT, members);
    }

    private static String changed(DpopClient client, Map<String, Object> members) {
        return proof(client, parts -> {
            Map<String, Object> key = client.publicKey();
            key.putAll(members);
            parts.get("header").put("jwk", key);
        });
    }

    private static String rsa(String member, String value) {
        return changed(RSA, Map.of(member, value));
    }

    /** The same number in another form. */
    private static String afterZero(DpopClient client, String parameter) {
        byte[] bytes = Base64.getUrlDecoder().decode((String) client.publicKey().get(parameter));
        byte[] longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 1, bytes.length);
        return DpopClient.encoded(longer);
    }

    private static String longModulus() {
        byte[] modulus = Base64.getUrlDecoder().decode((String) RSA.publicKey().get("n"));
        return DpopClient.encoded(Arrays.copyOf(modulus, modulus.length + 512));
    }

    private static String signed(String[] parts, byte[] signature) {
        return parts[0] + "." + parts[1] + "." + DpopClient.encoded(signature);
    }

    private static String zeros(DpopClient client) {
        return signed(client.proof("GET", URL, TOKEN).split("\\."), new byte[64]);
    }

    private static String last(DpopClient client) {
        return client.proof("GET", URL, TOKEN).split("\\.")[2];
    }

    private static String last(Map<String, Object> claims) {
        return CLIENT.sign(CLIENT.header(), claims).split("\\.")[1];
    }

    private static String byAnother() {
        return DpopClient.create().sign(CLIENT.header(), DpopClient.claims("GET", URL, TOKEN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void forged_proof_is_refused(String kind, String proof, ProofFault expected) {
        assertThat(fault(proof)).as(kind).isEqualTo(expected);
        boundKey(CLIENT, CLIENT.proof("GET", URL, TOKEN));
        assertThat(fault(proof)).as("%s, with a cached key", kind).isEqualTo(expected);
    }

    @Test
    void proof_by_another_key_than_that_of_the_token_is_refused() {
        String proof = DpopClient.create().proof("GET", URL, TOKEN);
        Throwable refused =
                catchThrowable(() -> verifier.verify(proof, "GET", URL, TOKEN, CLIENT.thumbprint(), Instant.now()));
        assertThat(((RefusedProof) refused).fault()).isEqualTo(ProofFault.ANOTHER_KEY);
    }

    @Test
    void every_altered_character_of_a_proof_is_noticed() {
        String good = CLIENT.proof("GET", URL, TOKEN);
        Map<Integer, String> accepted = new TreeMap<>();
        for (int i = 0; i < good.length(); i++) {
            String altered = good.substring(0, i) + (good.charAt(i) == 'A' ? 'B' : 'A') + good.substring(i + 1);
            if (catchThrowable(() -> verify(altered)) == null) {
                accepted.put(i, altered);
            }
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void further_members_of_header_key_and_claims_are_ignored() {
        assertThat(verify(with("header", "kid", "1")).key().thumbprint()).isEqualTo(CLIENT.thumbprint());
        assertThat(verify(key(Map.of("kid", "1", "use", "sig", "alg", "ES256")))
                        .key()
                        .thumbprint())
                .isEqualTo(CLIENT.thumbprint());
        assertThat(verify(with("claims", "exp", 1)).key().thumbprint()).isEqualTo(CLIENT.thumbprint());
    }

    @Test
    void proof_within_the_clock_skew_is_accepted() {
        long now = Instant.now().getEpochSecond();
        assertThat(verify(with("claims", "iat", now - 30)).proof().issuedAt()).isEqualTo(now - 30);
        assertThat(verify(with("claims", "iat", now + 28)).proof().issuedAt()).isEqualTo(now + 28);
        assertThat(verify(with("claims", "iat", now + 0.5)).proof().issuedAt()).isEqualTo(now);
    }

    @ParameterizedTest
    @CsvSource({"-30, true", "-31, false", "60, true", "61, false"})
    void proof_is_accepted_exactly_until_its_lifetime_and_from_the_clock_skew_on(long age, boolean accepted) {
        long issuedAt = 1_800_000_000;
        String proof = with("claims", "iat", issuedAt);
        Throwable refused = catchThrowable(
                () -> verifier.verify(proof, "GET", URL, TOKEN, null, Instant.ofEpochSecond(issuedAt + age)));
        assertThat(refused == null).isEqualTo(accepted);
    }

    @Test
    void longest_id_and_nonce_of_a_proof_are_accepted_and_returned() {
        assertThat(verify(with("claims", "jti", "j".repeat(128))).proof().jti()).hasSize(128);
        assertThat(verify(with("claims", "nonce", "n".repeat(128))).proof().nonce())
                .isEqualTo("n".repeat(128));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/api/v1/reports, true",
        "https://api.example.com:443/api/v1/reports, true",
        "HTTPS://API.EXAMPLE.COM/api/v1/reports, true",
        "https://api.example.com/api/v1/reports?q=1, true",
        "https://api.example.com/api/v1/reports#top, true",
        "https://api.example.com/api/v1/%72eports, true",
        "https://api.example.com/api/./v1/x/../reports, true",
        "http://api.example.com/api/v1/reports, false",
        "https://api.example.com:8443/api/v1/reports, false",
        "https://api.example.com.evil.org/api/v1/reports, false",
        "https://evil.org/api/v1/reports, false",
        "https://user@api.example.com/api/v1/reports, false",
        "https://api.example.com/api/v1/reports/, false",
        "https://api.example.com/api/v1/Reports, false",
        "https://api.example.com//api/v1/reports, false",
        "https://api.example.com/api/v1/users, false",
        "https://api.example.com/api%2Fv1/reports, false",
        "https://api.example.com, false",
        "/api/v1/reports, false",
        "https:///api/v1/reports, false",
        "https://[/api/v1/reports, false",
        "mailto:a, false",
        "https://api.example.com/api/v1/reports%, false",
        "'', false",
    })
    void url_of_a_proof_is_compared_after_normalization(String url, boolean same) {
        assertThat(ProofUrl.matches(URL, url)).isEqualTo(same);
    }

    /** RFC 3986, section 6.2.2.1. */
    @ParameterizedTest
    @CsvSource({
        "%C3%A9, %c3%a9, true",
        "%C3%A9, %C3%a9, true",
        "%C3%A9, %C3%A8, false",
        "%C3%A9, %25c3%25a9, false",
        "a%2Fb, a%2fb, true",
        "a%2Fb, a/b, false",
    })
    void hexadecimal_digits_in_the_url_of_a_proof_are_compared_without_case(
            String expected, String sent, boolean same) {
        assertThat(ProofUrl.matches(URL + "/" + expected, URL + "/" + sent)).isEqualTo(same);
    }
}
