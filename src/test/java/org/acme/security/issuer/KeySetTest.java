package org.acme.security.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.acme.fixture.TestIssuer;
import org.acme.security.crypto.JwsAlgorithm;
import org.acme.security.outbound.OutboundResponse;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads key sets of an issuer, also malformed ones. */
class KeySetTest {

    private static final Set<JwsAlgorithm> ALL = EnumSet.allOf(JwsAlgorithm.class);
    private static final PublicJsonWebKey EC = TestIssuer.newKey();

    private static KeySet read(String document) {
        return KeySet.of(IssuerJson.object(document.getBytes(StandardCharsets.UTF_8)), ALL);
    }

    private static String publicKey() {
        return EC.toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    private static String with(String member) {
        String key = publicKey();
        return "{\"keys\":[" + key.substring(0, key.length() - 1) + "," + member + "}]}";
    }

    @Test
    void id_of_a_key_has_1_to_200_characters() {
        assertThat(KeySet.isId("a")).isTrue();
        assertThat(KeySet.isId("a".repeat(200))).isTrue();
        assertThat(KeySet.isId("a".repeat(200 + 1))).isFalse();
        assertThat(KeySet.isId("")).isFalse();
        assertThat(KeySet.isId(null)).isFalse();
    }

    @Test
    void issuer_key_is_found_by_its_id_and_algorithm() {
        KeySet keys = read(TestIssuer.keySet(EC));
        assertThat(keys.has(EC.getKeyId())).isTrue();
        assertThat(keys.find(EC.getKeyId(), "ES256")).isEqualTo(EC.getPublicKey());
        assertThat(keys.find(EC.getKeyId(), "RS256")).isNull();
        assertThat(keys.find(EC.getKeyId(), "none")).isNull();
        assertThat(keys.find("other", "ES256")).isNull();
        assertThat(keys.find(null, "ES256")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"use\":\"sig\"", "\"key_ops\":[\"sign\",\"verify\"]", "\"alg\":\"ES256\""})
    void issuer_key_that_states_its_use_for_signatures_is_accepted(String member) {
        assertThat(read(with(member)).has(EC.getKeyId())).isTrue();
    }

    @Test
    void issuer_key_of_an_algorithm_that_is_not_accepted_is_ignored() {
        KeySet keys = KeySet.of(
                IssuerJson.object(TestIssuer.keySet(EC).getBytes(StandardCharsets.UTF_8)), Set.of(JwsAlgorithm.RS256));
        assertThat(keys.keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"use\":\"enc\"",
                "\"key_ops\":[\"encrypt\"]",
                "\"alg\":\"ES512\"",
                "\"d\":\"AAAA\"",
                "\"k\":\"AAAA\""
            })
    void issuer_key_for_another_purpose_or_with_a_secret_part_is_ignored(String member) {
        assertThat(read(with(member)).keys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1024, false", "2048, true"})
    void issuer_rsa_key_has_at_least_2048_bits(int bits, boolean accepted) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        PublicJsonWebKey rsa = PublicJsonWebKey.Factory.newPublicJwk(
                generator.generateKeyPair().getPublic());
        rsa.setKeyId("rsa");
        KeySet keys = read(TestIssuer.keySet(EC, rsa));
        assertThat(keys.has("rsa")).isEqualTo(accepted);
        assertThat(keys.find("rsa", "PS256") != null).isEqualTo(accepted);
    }

    @Test
    void different_issuer_keys_with_one_id_are_ignored() {
        PublicJsonWebKey good = TestIssuer.newKey();
        PublicJsonWebKey other = TestIssuer.newKey();
        other.setKeyId(EC.getKeyId());
        assertThat(read(TestIssuer.keySet(EC, good, other)).keys()).containsOnlyKeys(good.getKeyId());
        assertThat(read(TestIssuer.keySet(EC, other, EC)).keys()).isEmpty();
        assertThat(read(TestIssuer.keySet(EC, EC)).has(EC.getKeyId())).isTrue();
    }

    @Test
    void issuer_key_that_is_listed_once_for_each_algorithm_is_usable_with_all() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        PublicJsonWebKey rsa = PublicJsonWebKey.Factory.newPublicJwk(
                generator.generateKeyPair().getPublic());
        rsa.setKeyId("rsa");
        rsa.setAlgorithm("RS256");
        PublicJsonWebKey same = PublicJsonWebKey.Factory.newPublicJwk(rsa.getPublicKey());
        same.setKeyId("rsa");
        same.setAlgorithm("PS256");
        KeySet keys = read(TestIssuer.keySet(rsa, same));
        assertThat(keys.find("rsa", "RS256")).isEqualTo(rsa.getPublicKey());
        assertThat(keys.find("rsa", "PS256")).isEqualTo(rsa.getPublicKey());
    }

    private static String many(int keys) {
        return IntStream.range(0, keys)
                .mapToObj(i -> publicKey().replace(EC.getKeyId(), String.valueOf(i)))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    @Test
    void issuer_key_set_of_more_than_100_keys_is_unusable() {
        assertThat(read(many(100)).has("99")).isTrue();
        assertThatThrownBy(() -> read(many(101))).isInstanceOf(InvalidIssuerResponse.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[]} {}",
                "{\"keys\":[[[[[[[[[[[[]]]]]]]]]]]]}"
            })
    void malformed_issuer_key_set_is_unusable(String document) {
        assertThatThrownBy(() -> read(document)).isInstanceOf(InvalidIssuerResponse.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"keys\":[]}",
                "{\"keys\":[1,null,[],{}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"a\",\"x\":\"!\",\"y\":\"!\"}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"AAAA\"}]}"
            })
    void issuer_key_set_without_a_usable_key_is_empty(String document) {
        assertThat(read(document).keys()).isEmpty();
    }

    /** The bounds also hold for headers of tokens whose signature is not yet verified. */
    @Test
    void issuer_key_set_that_is_nested_deeper_than_10_levels_or_has_more_than_10000_tokens_is_unusable() {
        String members = "{\"keys\":[" + publicKey() + "],\"more\":";
        assertThat(read(members + "[".repeat(9) + "]".repeat(9) + "}").has(EC.getKeyId()))
                .isTrue();
        assertThatThrownBy(() -> read(members + "[".repeat(10) + "]".repeat(10) + "}"))
                .isInstanceOf(InvalidIssuerResponse.class);
        assertThat(read(members + "[" + "1,".repeat(9_000) + "1]}").has(EC.getKeyId()))
                .isTrue();
        assertThatThrownBy(() -> read(members + "[" + "1,".repeat(10_000) + "1]}"))
                .isInstanceOf(InvalidIssuerResponse.class);
    }

    /** Only the duplicate makes it unusable: parsers that keep the first or the last member would find a usable key. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"keys\":[],\"keys\":[KEY]}",
                "{\"keys\":[KEY],\"keys\":[]}",
                "{\"keys\":[KEY],\"a\":1,\"a\":2}",
                "{\"keys\":[{\"kid\":\"other\",MEMBERS]}",
                "{\"keys\":[{\"x\":\"AAAA\",MEMBERS]}"
            })
    void issuer_key_set_with_a_duplicate_member_is_unusable(String document) {
        String key = publicKey();
        assertThat(read("{\"keys\":[" + key + "]}").has(EC.getKeyId())).isTrue();
        String duplicate = document.replace("KEY", key).replace("MEMBERS", key.substring(1));
        assertThatThrownBy(() -> read(duplicate)).isInstanceOf(InvalidIssuerResponse.class);
    }

    @ParameterizedTest
    @CsvSource({"302, application/json", "404, application/json", "204, application/json", "200, text/html", "200, ''"})
    void issuer_response_with_another_status_or_media_type_is_unusable(int status, String type) {
        byte[] body = TestIssuer.keySet(EC).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> IssuerJson.object(new OutboundResponse(status, type, body)))
                .isInstanceOf(InvalidIssuerResponse.class);
        assertThat(IssuerJson.object(new OutboundResponse(200, "application/jwk-set+json; charset=utf-8", body))
                        .has("keys"))
                .isTrue();
    }
}
