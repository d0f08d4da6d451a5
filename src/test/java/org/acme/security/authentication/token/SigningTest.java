package org.acme.security.authentication.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.acme.fixture.SecondThread;
import org.acme.security.authentication.AccessTokens;
import org.acme.security.authentication.TokenKeys;
import org.acme.security.issuer.IssuerFixture;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issues and verifies tokens with each algorithm, without Quarkus. */
@SecondThread
class SigningTest {

    private static final UUID USER = UUID.randomUUID();

    @TempDir
    Path folder;

    record Settings(
            SigningAlgorithm algorithm,
            Optional<String> secret,
            Optional<String> previousSecret,
            Optional<String> privateKeyLocation,
            Optional<List<String>> verificationKeyLocations)
            implements JwtConfig {

        Settings(SigningAlgorithm algorithm, Optional<String> secret, Optional<String> privateKeyLocation) {
            this(algorithm, secret, Optional.empty(), privateKeyLocation, Optional.empty());
        }

        Settings replacing(Settings former) {
            return new Settings(
                    algorithm, secret, former.secret, privateKeyLocation, former.privateKeyLocation.map(List::of));
        }

        @Override
        public Duration tokenExpiry() {
            return Duration.ofHours(1);
        }

        @Override
        public String issuer() {
            return "palisade";
        }

        @Override
        public String audience() {
            return "palisade-api";
        }
    }

    private static final BigInteger RSA_EXPONENT = RSAKeyGenParameterSpec.F4;

    /** Generated once, and from three primes, because finding a prime takes seconds; no test needs more at one time. */
    private static final List<KeyPair> RSA =
            rsa(Stream.generate(() -> prime(1536)).limit(3).toList());

    /** Of each thread, because tests of this class run at the same time. */
    private static final ThreadLocal<AtomicInteger> NEXT_RSA = ThreadLocal.withInitial(AtomicInteger::new);

    private static KeyPair pair(SigningAlgorithm algorithm) throws Exception {
        switch (algorithm) {
            case RS256:
                return RSA.get(NEXT_RSA.get().getAndIncrement() % RSA.size());
            case ES256:
                KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
                curve.initialize(new ECGenParameterSpec("secp256r1"));
                return curve.generateKeyPair();
            default:
                return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        }
    }

    /** A prime so large that the product of two of them has twice as many bits. */
    private static BigInteger prime(int bits) {
        BigInteger prime;
        do {
            prime = new BigInteger(bits, new SecureRandom())
                    .setBit(bits - 1)
                    .setBit(bits - 2)
                    .nextProbablePrime();
        } while (prime.mod(RSA_EXPONENT).equals(BigInteger.ONE));
        return prime;
    }

    private static List<KeyPair> rsa(List<BigInteger> primes) {
        return List.of(
                rsa(primes.get(0), primes.get(1)),
                rsa(primes.get(1), primes.get(2)),
                rsa(primes.get(2), primes.get(0)));
    }

    private static KeyPair rsa(BigInteger p, BigInteger q) {
        BigInteger modulus = p.multiply(q);
        BigInteger beforeP = p.subtract(BigInteger.ONE);
        BigInteger beforeQ = q.subtract(BigInteger.ONE);
        BigInteger exponent = RSA_EXPONENT.modInverse(beforeP.multiply(beforeQ));
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    rsa.generatePublic(new RSAPublicKeySpec(modulus, RSA_EXPONENT)),
                    rsa.generatePrivate(new RSAPrivateCrtKeySpec(
                            modulus,
                            RSA_EXPONENT,
                            exponent,
                            p,
                            q,
                            exponent.mod(beforeP),
                            exponent.mod(beforeQ),
                            q.modInverse(p))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Settings config(SigningAlgorithm algorithm) throws Exception {
        return config(algorithm, folder);
    }

    static Settings config(SigningAlgorithm algorithm, Path folder) throws Exception {
        if (algorithm == SigningAlgorithm.HS256) {
            // HS512 requires 64 bytes (RFC 7518, section 3.2).
            byte[] secret = new byte[64];
            new SecureRandom().nextBytes(secret);
            return new Settings(algorithm, Optional.of(Base64.getEncoder().encodeToString(secret)), Optional.empty());
        }
        return new Settings(algorithm, Optional.empty(), Optional.of(pem(pair(algorithm), folder)));
    }

    private static String pem(KeyPair pair, Path folder) throws IOException {
        StringWriter text = new StringWriter();
        text.write("-----BEGIN PRIVATE KEY-----\n");
        text.write(Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded()));
        text.write("\n-----END PRIVATE KEY-----\n");
        return write(text.toString(), folder);
    }

    private String write(String text) throws IOException {
        return write(text, folder);
    }

    private static String write(String text, Path folder) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "key", ""), text).toString();
    }

    static String issue(JwtConfig config) {
        return new AccessTokens(config, new TokenKeys(config), Clock.systemUTC())
                .issue(USER, UUID.randomUUID(), "editor", Clock.systemUTC().instant(), null);
    }

    private static JWTCallerPrincipal verify(JwtConfig config, String token) throws ParseException {
        return verifier(config, Clock.systemUTC()).parse(token, null);
    }

    static TokenVerifier verifier(JwtConfig config, Clock clock) {
        return new TokenVerifier(
                config,
                new TokenKeys(config),
                IssuerFixture.own(), // external-issuer-only
                clock);
    }

    @ParameterizedTest
    @EnumSource
    void jwt_verifies_with_the_algorithm_that_signed_it(SigningAlgorithm algorithm) throws Exception {
        JwtConfig config = config(algorithm);
        assertThat(verify(config, issue(config)).getSubject()).isEqualTo(USER.toString());
    }

    @ParameterizedTest
    @EnumSource
    void jwt_does_not_verify_with_another_algorithm_or_key(SigningAlgorithm algorithm) throws Exception {
        String token = issue(config(algorithm));
        for (SigningAlgorithm other : SigningAlgorithm.values()) {
            JwtConfig config = config(other);
            assertThatThrownBy(() -> verify(config, token)).isInstanceOf(ParseException.class);
        }
    }

    /** An attacker uses the public key as an HMAC secret (RFC 8725, section 2.1). */
    @Test
    void jwt_signed_with_the_public_key_as_hmac_secret_is_rejected() throws Exception {
        JwtConfig config = config(SigningAlgorithm.RS256);
        TokenKeys keys = new TokenKeys(config);
        byte[] publicKey = keys.verifying(keys.signingId()).getEncoded();
        JwtConfig confused = new Settings(
                SigningAlgorithm.HS256, Optional.of(Base64.getEncoder().encodeToString(publicKey)), Optional.empty());
        assertThatThrownBy(() -> verify(config, issue(confused))).isInstanceOf(ParseException.class);
    }

    /** Only the algorithm differs from an issued token: key, key id, type and claims are the service's own. */
    @ParameterizedTest
    @CsvSource({"HS256, HS384", "HS256, HS512", "RS256, RS384", "RS256, RS512", "RS256, PS256"})
    void jwt_of_the_own_key_with_another_algorithm_of_its_type_is_rejected(SigningAlgorithm algorithm, String other)
            throws Exception {
        JwtConfig config = config(algorithm);
        TokenKeys keys = new TokenKeys(config);
        String token = signed(keys, other, issue(config));

        assertThat(verifies(token, keys.verifying(keys.signingId()))).isTrue();
        assertThat(verify(config, signed(keys, algorithm.jose(), issue(config))).getSubject())
                .isEqualTo(USER.toString());
        assertThatThrownBy(() -> verify(config, token))
                .isInstanceOf(ParseException.class)
                .hasMessageEndingWith("[%s]", ErrorCodes.MISCELLANEOUS);
    }

    /** Signs the claims of an issued token again. */
    private static String signed(TokenKeys keys, String algorithm, String issued) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayloadBytes(Base64.getUrlDecoder().decode(issued.split("\\.")[1]));
        jws.setHeader("typ", AccessTokens.TYPE);
        jws.setKeyIdHeaderValue(keys.signingId());
        jws.setAlgorithmHeaderValue(algorithm);
        jws.setKey(keys.signing());
        return jws.getCompactSerialization();
    }

    private static boolean verifies(String token, Key key) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        jws.setCompactSerialization(token);
        jws.setKey(key);
        return jws.verifySignature();
    }

    @ParameterizedTest
    @EnumSource
    void jwts_of_a_rotated_key_verify_while_the_former_key_is_configured(SigningAlgorithm algorithm) throws Exception {
        Settings former = config(algorithm);
        String token = issue(former);
        Settings present = config(algorithm).replacing(former);
        assertThat(verify(present, token).getSubject()).isEqualTo(USER.toString());
        assertThat(verify(present, issue(present)).getSubject()).isEqualTo(USER.toString());
        Settings withoutFormer = config(algorithm);
        assertThatThrownBy(() -> verify(withoutFormer, token)).isInstanceOf(ParseException.class);
    }

    @ParameterizedTest
    @EnumSource
    void instances_accept_jwts_of_each_other_while_they_swap_keys(SigningAlgorithm algorithm) throws Exception {
        Settings former = config(algorithm);
        Settings next = config(algorithm);
        Settings before = former.replacing(next);
        Settings after = next.replacing(former);
        assertThat(verify(before, issue(after)).getSubject()).isEqualTo(USER.toString());
        assertThat(verify(after, issue(before)).getSubject()).isEqualTo(USER.toString());
    }

    /** The cache of {@link VerifiedTokens} does not change the result. */
    @ParameterizedTest
    @EnumSource
    void cached_jwt_is_rejected_as_soon_as_it_expires(SigningAlgorithm algorithm) throws Exception {
        JwtConfig config = config(algorithm);
        String token = issue(config);
        Instant issued = Instant.now();
        AtomicReference<Instant> now = new AtomicReference<>(issued);
        TokenVerifier used = verifier(config, clock(now));
        for (int minutes : new int[] {0, 1, 59, 60, 61, 120, 1, -1, -5, 0}) {
            now.set(issued.plus(Duration.ofMinutes(minutes)));
            TokenVerifier fresh = verifier(config, clock(now));
            assertThat(accepts(used, token)).as("after %s minutes", minutes).isEqualTo(accepts(fresh, token));
        }
        assertThat(accepts(used, token)).isTrue();
        assertThat(accepts(used, altered(token))).isFalse();
        now.set(issued.plus(Duration.ofMinutes(61)));
        assertThat(accepts(used, token)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"RS256, ES256", "RS256, EDDSA", "ES256, RS256", "ES256, EDDSA", "EDDSA, RS256", "EDDSA, ES256"})
    void private_key_that_cannot_sign_with_the_algorithm_stops_the_start(
            SigningAlgorithm algorithm, SigningAlgorithm other) throws Exception {
        JwtConfig config =
                new Settings(algorithm, Optional.empty(), config(other).privateKeyLocation());
        assertThatThrownBy(() -> new TokenKeys(config))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("app.jwt.private-key-location", algorithm.jose());
    }

    @Test
    void private_key_of_another_curve_or_with_another_public_key_stops_the_start() throws Exception {
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(new ECGenParameterSpec("secp384r1"));
        PublicJsonWebKey mixed = PublicJsonWebKey.Factory.newPublicJwk(
                pair(SigningAlgorithm.ES256).getPublic());
        mixed.setPrivateKey(pair(SigningAlgorithm.ES256).getPrivate());
        for (String file : List.of(
                pem(curve.generateKeyPair(), folder), write(mixed.toJson(OutputControlLevel.INCLUDE_PRIVATE)))) {
            JwtConfig config = new Settings(SigningAlgorithm.ES256, Optional.empty(), Optional.of(file));
            assertThatThrownBy(() -> new TokenKeys(config)).isInstanceOf(IllegalStateException.class);
        }
    }

    private static Clock clock(AtomicReference<Instant> now) {
        return new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private static boolean accepts(TokenVerifier verifier, String token) {
        try {
            return verifier.parse(token, null) != null;
        } catch (ParseException refused) {
            return false;
        }
    }

    static String altered(String token) {
        int middleOfSignature = token.lastIndexOf('.') + 20;
        char other = token.charAt(middleOfSignature) == 'A' ? 'B' : 'A';
        return token.substring(0, middleOfSignature) + other + token.substring(middleOfSignature + 1);
    }

    @Test
    void next_signing_key_verifies_jwts_before_it_signs() throws Exception {
        Settings next = config(SigningAlgorithm.ES256);
        Settings present = config(SigningAlgorithm.ES256).replacing(next);
        assertThat(verify(present, issue(next)).getSubject()).isEqualTo(USER.toString());
    }

    @Test
    void key_set_endpoint_publishes_public_keys_only() throws Exception {
        Settings former = config(SigningAlgorithm.ES256);
        String published = new TokenKeys(config(SigningAlgorithm.ES256).replacing(former)).publicKeys();
        JsonWebKeySet set = new JsonWebKeySet(published);
        assertThat(set.getJsonWebKeys()).hasSize(2).allSatisfy(key -> {
            assertThat(key.getKeyId()).isNotBlank();
            assertThat(((PublicJsonWebKey) key).getPrivateKey()).isNull();
        });
        assertThat(published).doesNotContain("\"d\"");
        assertThat(new TokenKeys(config(SigningAlgorithm.HS256)).publicKeys()).isEqualTo("{\"keys\":[]}");
    }

    @Test
    void signing_key_is_read_from_a_json_web_key_set() throws Exception {
        KeyPair pair = pair(SigningAlgorithm.ES256);
        PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
        key.setPrivateKey(pair.getPrivate());
        String set = "{\"keys\":[" + key.toJson(OutputControlLevel.INCLUDE_PRIVATE) + "]}";
        JwtConfig config = new Settings(SigningAlgorithm.ES256, Optional.empty(), Optional.of(write(set)));
        assertThat(verify(config, issue(config)).getSubject()).isEqualTo(USER.toString());
    }

    @Test
    void signing_key_is_read_from_a_pkcs1_pem_file() throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(pair(SigningAlgorithm.RS256).getPrivate());
        }
        assertThat(text.toString()).contains("BEGIN RSA PRIVATE KEY");
        JwtConfig config = new Settings(SigningAlgorithm.RS256, Optional.empty(), Optional.of(write(text.toString())));
        assertThat(verify(config, issue(config)).getSubject()).isEqualTo(USER.toString());
    }

    private static String jwk(PublicJsonWebKey key, String... members) {
        String json = key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
        return Stream.of(members)
                .reduce(json, (all, member) -> all.substring(0, all.length() - 1) + "," + member + "}");
    }

    private static final String VERIFIES = "\"key_ops\":[\"verify\"]";

    private static PublicJsonWebKey key(SigningAlgorithm algorithm) throws Exception {
        KeyPair pair = pair(algorithm);
        PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
        key.setPrivateKey(pair.getPrivate());
        return key;
    }

    private Settings verifyingAlso(String... files) throws Exception {
        Settings own = config(SigningAlgorithm.ES256);
        return new Settings(
                own.algorithm, own.secret, Optional.empty(), own.privateKeyLocation, Optional.of(List.of(files)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"keys\":[]}",
                "{\"keys\":{}}",
                "{\"keys\":[{}]}",
                "{\"keys\":[KEY,{}]}",
                "{\"keys\":[KEY,1]}",
                "{\"keys\":[KEY,{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"unknown\",\"x\":\"AAAA\"},KEY]}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}",
                "{\"keys\":[KEY,{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}]}",
                "{}"
            })
    void key_file_with_an_unusable_key_or_without_one_stops_the_start(String text) throws Exception {
        String good = jwk(key(SigningAlgorithm.ES256));
        new TokenKeys(verifyingAlso(write("{\"keys\":[" + good + "]}")));
        JwtConfig config = verifyingAlso(write(text.replace("KEY", good)));
        assertThatThrownBy(() -> new TokenKeys(config))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("app.jwt.verification-key-locations");
    }

    /** A key file with it would have no effect, or the wrong key would be taken for the right one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "RS256; ES256; ",
                "RS256; EDDSA; ",
                "ES256; RS256; ",
                "ES256; EDDSA; ",
                "EDDSA; RS256; ",
                "EDDSA; ES256; ",
                "RS256; RS256; \"alg\":\"PS256\"",
                "ES256; ES256; \"alg\":\"ECDH-ES\"",
                "ES256; ES256; \"use\":\"enc\"",
                "EDDSA; EDDSA; \"use\":\"enc\"",
                "RS256; RS256; \"key_ops\":[\"encrypt\",\"wrapKey\"]",
                "ES256; ES256; \"key_ops\":[]"
            })
    void key_that_does_not_verify_signatures_with_the_algorithm_stops_the_start(
            SigningAlgorithm algorithm, SigningAlgorithm other, @Nullable String member) throws Exception {
        Settings own = config(algorithm);
        String good = jwk(key(algorithm), "\"use\":\"sig\"", "\"alg\":\"" + algorithm.jose() + "\"", VERIFIES);
        new TokenKeys(own.replacing(new Settings(algorithm, Optional.empty(), Optional.of(write(good)))));
        String wrong = member == null ? jwk(key(other)) : jwk(key(other), member);
        String both = "{\"keys\":[" + good + "," + wrong + "]}";
        Settings verifying = own.replacing(new Settings(algorithm, Optional.empty(), Optional.of(write(wrong))));
        Settings signing = new Settings(algorithm, Optional.empty(), Optional.of(write(both)));
        for (Settings config : List.of(verifying, signing)) {
            assertThatThrownBy(() -> new TokenKeys(config))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("app.jwt.verification-key-locations", algorithm.jose());
        }
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    @Test
    void encrypted_key_beside_another_one_stops_the_start() throws Exception {
        String good = pem(pair(SigningAlgorithm.ES256).getPublic());
        new TokenKeys(verifyingAlso(write(good)));
        String encrypted = pem(new JcaPKCS8Generator(
                pair(SigningAlgorithm.ES256).getPrivate(),
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                        .setProvider(new BouncyCastleProvider())
                        .setPassword("a password".toCharArray())
                        .build()));
        assertThat(encrypted).contains("BEGIN ENCRYPTED PRIVATE KEY");
        JwtConfig config = verifyingAlso(write(good + encrypted));
        assertThatThrownBy(() -> new TokenKeys(config)).isInstanceOf(IllegalStateException.class);
    }

    private static final X500Principal NAME = new X500Principal("CN=tokens");

    private static ContentSigner signer(KeyPair pair) throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
    }

    private static String certificate(KeyPair pair) throws Exception {
        Date now = new Date();
        return pem(new JcaX509v3CertificateBuilder(NAME, BigInteger.ONE, now, now, NAME, pair.getPublic())
                .build(signer(pair)));
    }

    @Test
    void key_of_a_certificate_verifies_tokens() throws Exception {
        KeyPair pair = pair(SigningAlgorithm.ES256);
        JwtConfig issuing = new Settings(SigningAlgorithm.ES256, Optional.empty(), Optional.of(pem(pair, folder)));
        JwtConfig config = verifyingAlso(write(certificate(pair)));
        assertThat(verify(config, issue(issuing)).getSubject()).isEqualTo(USER.toString());
    }

    @Test
    void object_of_a_pem_file_that_is_no_key_stops_the_start() throws Exception {
        KeyPair pair = pair(SigningAlgorithm.ES256);
        String good = pem(pair.getPublic());
        String trusted = certificate(pair).replace(" CERTIFICATE", " TRUSTED CERTIFICATE");
        String request = pem(new JcaPKCS10CertificationRequestBuilder(NAME, pair.getPublic()).build(signer(pair)));
        assertThat(request).contains("BEGIN CERTIFICATE REQUEST");
        for (String object : List.of(trusted, request)) {
            JwtConfig config = verifyingAlso(write(good + object));
            assertThatThrownBy(() -> new TokenKeys(config))
                    .as(object)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("app.jwt.verification-key-locations");
        }
    }

    /** Commands such as {@code openssl ecparam -genkey} write the name of the curve before the key. */
    @Test
    void parameters_before_a_key_of_a_pem_file_are_ignored() throws Exception {
        String parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        Settings own = config(SigningAlgorithm.ES256);
        JwtConfig config =
                verifyingAlso(write(parameters + Files.readString(Path.of(own.privateKeyLocation.orElseThrow()))));
        assertThat(verify(config, issue(own)).getSubject()).isEqualTo(USER.toString());
    }

    @Test
    void different_keys_with_one_id_stop_the_start() throws Exception {
        String id = "\"kid\":\"signing\"";
        String own = write(jwk(key(SigningAlgorithm.ES256), id));
        String next = write(jwk(key(SigningAlgorithm.ES256), id));
        Settings twice = new Settings(
                SigningAlgorithm.ES256,
                Optional.empty(),
                Optional.empty(),
                Optional.of(own),
                Optional.of(List.of(own, own)));
        assertThat(verify(twice, issue(twice)).getSubject()).isEqualTo(USER.toString());
        Settings ambiguous = twice.replacing(new Settings(SigningAlgorithm.ES256, Optional.empty(), Optional.of(next)));
        assertThatThrownBy(() -> new TokenKeys(ambiguous))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("kid");
        String both = "{\"keys\":[" + key(SigningAlgorithm.ES256).toJson(OutputControlLevel.PUBLIC_ONLY) + ","
                + jwk(key(SigningAlgorithm.ES256)) + "]}";
        JwtConfig swapped = new Settings(
                SigningAlgorithm.ES256,
                Optional.empty(),
                Optional.of(write(both.replace("{\"kty\"", "{" + id + ",\"kty\""))));
        assertThatThrownBy(() -> new TokenKeys(swapped)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void key_that_a_pem_and_a_jwks_file_contain_is_one_key() throws Exception {
        for (SigningAlgorithm algorithm :
                List.of(SigningAlgorithm.RS256, SigningAlgorithm.ES256, SigningAlgorithm.EDDSA)) {
            KeyPair pair = pair(algorithm);
            PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
            Settings config = new Settings(algorithm, Optional.empty(), Optional.of(pem(pair, folder)))
                    .replacing(new Settings(
                            algorithm,
                            Optional.empty(),
                            Optional.of(write(jwk.toJson(OutputControlLevel.PUBLIC_ONLY)))));
            assertThat(new JsonWebKeySet(new TokenKeys(config).publicKeys()).getJsonWebKeys())
                    .hasSize(1);
        }
    }

    @Test
    void all_keys_of_a_pem_file_verify() throws Exception {
        Settings one = config(SigningAlgorithm.ES256);
        Settings other = config(SigningAlgorithm.ES256);
        String both = Files.readString(Path.of(one.privateKeyLocation.orElseThrow()))
                + Files.readString(Path.of(other.privateKeyLocation.orElseThrow()));
        JwtConfig config = verifyingAlso(write(both));
        assertThat(verify(config, issue(one)).getSubject()).isEqualTo(USER.toString());
        assertThat(verify(config, issue(other)).getSubject()).isEqualTo(USER.toString());
    }

    @ParameterizedTest
    @CsvSource({"RS256, kty kid use n e", "ES256, kty kid use crv x y", "EDDSA, kty kid use crv x"})
    void key_set_endpoint_publishes_no_other_members_of_a_key_file(SigningAlgorithm algorithm, String members)
            throws Exception {
        String file = write(jwk(
                key(algorithm),
                "\"key_ops\":[\"sign\"]",
                "\"ext\":true",
                "\"oth\":[{\"r\":\"AQ\"}]",
                "\"k\":\"AQ\"",
                "\"note\":\"secret\""));
        JwtConfig config = new Settings(algorithm, Optional.empty(), Optional.of(file));
        assertThat(published(config)).containsOnlyKeys(members.split(" "));
        assertThat(verify(config, issue(config)).getSubject()).isEqualTo(USER.toString());
        String named = write(jwk(key(algorithm), "\"kid\":\"a\"", "\"alg\":\"" + algorithm.jose() + "\""));
        assertThat(published(new Settings(algorithm, Optional.empty(), Optional.of(named))))
                .containsOnlyKeys((members + " alg").split(" "))
                .containsEntry("kid", "a")
                .containsEntry("use", "sig");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> published(JwtConfig config) throws JoseException {
        List<Map<String, Object>> keys = (List<Map<String, Object>>)
                JsonUtil.parseJson(new TokenKeys(config).publicKeys()).get("keys");
        return keys.get(0);
    }

    @Test
    void rsa_key_below_3072_bits_stops_the_start() throws Exception {
        JwtConfig weak = new Settings(SigningAlgorithm.RS256, Optional.empty(), Optional.of(pem(rsa(2048), folder)));
        assertThatThrownBy(() -> new TokenKeys(weak)).hasMessageContaining("3072 bits");
        Settings strong = config(SigningAlgorithm.RS256);
        assertThatThrownBy(() -> new TokenKeys(strong.replacing((Settings) weak)))
                .hasMessageContaining("3072 bits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----\nMIGHAgEAsecret\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY----- MIGHAgEAsecret -----END PRIVATE KEY-----",
                "{\"kty\":\"OKP\",\"d\":\"secret\"}",
                "MIGHAgEAsecret+/==",
                "MC4CAQAwBQYDK2VwBCIEIMqLsecret"
            })
    void key_in_place_of_its_file_stops_the_start_and_is_not_logged(String key) {
        JwtConfig config = new Settings(SigningAlgorithm.ES256, Optional.empty(), Optional.of(key));
        assertThatThrownBy(() -> new TokenKeys(config))
                .hasMessageContaining("app.jwt.private-key-location")
                .hasNoCause()
                .hasMessageNotContaining("secret");
    }

    @Test
    void key_file_without_a_key_stops_the_start_and_names_the_setting() throws Exception {
        JwtConfig config = new Settings(SigningAlgorithm.RS256, Optional.empty(), Optional.of(write("no key")));
        assertThatThrownBy(() -> new TokenKeys(config)).hasMessageContaining("app.jwt.private-key-location");
    }
}
