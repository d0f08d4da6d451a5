import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Logs in with a key of its own and lists reports (RFC 9449). The key never leaves this process.
 *
 * <pre>java docs/dpop/Client.java http://localhost:8080 editor@example.com palisade-dev-password</pre>
 *
 * <p>A fourth argument is the service's public URL, if the client reaches it at another address.
 */
public class Client {

    private final HttpClient http = HttpClient.newHttpClient();
    private final KeyPair keys;
    private final String address;
    private final String publicUrl;
    private String nonce;

    Client(String address, String publicUrl) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        this.keys = generator.generateKeyPair();
        this.address = address;
        this.publicUrl = publicUrl;
    }

    public static void main(String[] arguments) throws Exception {
        Client client = new Client(arguments[0], arguments[arguments.length > 3 ? 3 : 0]);
        String login = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(arguments[1], arguments[2]);
        String token = member(client.send("POST", "/api/v1/auth/login", login, null), "accessToken");
        System.out.println(client.send("GET", "/api/v1/reports", null, token));
    }

    /** Sends the request with a new proof, and once more if the service wants a nonce in it. */
    private String send(String method, String path, String body, String token) throws Exception {
        HttpResponse<String> response = once(method, path, body, token);
        boolean wantsNonce = response.headers().allValues("WWW-Authenticate").toString().contains("use_dpop_nonce");
        response = wantsNonce ? once(method, path, body, token) : response;
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.body());
        }
        return response.body();
    }

    private HttpResponse<String> once(String method, String path, String body, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .header("DPoP", proof(method, publicUrl + path, token))
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "DPoP " + token);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        nonce = response.headers().firstValue("DPoP-Nonce").orElse(nonce);
        return response;
    }

    private String proof(String method, String url, String token) throws Exception {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        String header = "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\"}}"
                .formatted(coordinate(key.getW().getAffineX().toByteArray()), coordinate(key.getW().getAffineY().toByteArray()));
        String claims = "{\"jti\":\"%s\",\"htm\":\"%s\",\"htu\":\"%s\",\"iat\":%d%s%s}".formatted(
                UUID.randomUUID(), method, url, Instant.now().getEpochSecond(),
                token == null ? "" : ",\"ath\":\"" + base64(MessageDigest.getInstance("SHA-256").digest(utf8(token))) + "\"",
                nonce == null ? "" : ",\"nonce\":\"" + nonce + "\"");
        String signed = base64(utf8(header)) + "." + base64(utf8(claims));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(keys.getPrivate());
        signature.update(utf8(signed));
        return signed + "." + base64(signature.sign());
    }

    /** The last 32 bytes, or fewer after zeros. */
    private static String coordinate(byte[] bytes) {
        byte[] coordinate = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, coordinate, 32 - length, length);
        return base64(coordinate);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String member(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException(json);
        }
        return found.group(1);
    }
}
