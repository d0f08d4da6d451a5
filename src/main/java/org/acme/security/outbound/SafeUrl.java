package org.acme.security.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL with exactly one interpretation. The grammar is far narrower than RFC 3986, and {@link URI} must parse the text
 * into the same parts. The HTTP client receives these parts, so the text is never parsed again.
 *
 * @param host a name in lower case, or an IP address, IPv6 without brackets
 * @param target path and query, as sent
 */
public record SafeUrl(String scheme, String host, int port, String target) {

    private static final int LONGEST = 2_000;
    private static final int LONGEST_NAME = 253;
    static final int LARGEST_PORT = 65_535;

    private static final String CHARACTER = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]++|%[0-9A-Fa-f]{2})";
    private static final Pattern URL = Pattern.compile("(?<scheme>https?)://"
            + "(?<host>[A-Za-z0-9.-]++|\\[[0-9A-Fa-f:]++])(?::(?<port>[1-9][0-9]{0,4}))?"
            + "(?<target>(?:/(?:/|" + CHARACTER + ")*+(?:\\?(?:[/?]|" + CHARACTER + ")*+)?)?)");

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);

    /** At least two labels. The last begins with a letter, so that no parser reads the name as an IP address. */
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    /** @throws UrlRefused when the text does not match the grammar */
    static SafeUrl parse(String text) {
        Matcher parts = URL.matcher(text);
        if (text.length() > LONGEST || !parts.matches()) {
            throw new UrlRefused(UrlRefusal.MALFORMED);
        }
        String scheme = parts.group("scheme");
        String target = parts.group("target").isEmpty() ? "/" : parts.group("target");
        SafeUrl url = new SafeUrl(scheme, host(parts.group("host")), port(scheme, parts.group("port")), target);
        if (url.port > LARGEST_PORT || !url.hasSamePartsAsUri(text)) {
            throw new UrlRefused(UrlRefusal.MALFORMED);
        }
        return url;
    }

    private static int port(String scheme, @Nullable String written) {
        int usual = scheme.equals("https") ? 443 : 80;
        return written == null ? usual : Integer.parseInt(written);
    }

    private static String host(String written) {
        String host = withoutBrackets(written);
        boolean name = NAME.matcher(host).matches() && host.length() <= LONGEST_NAME;
        if (!name && literal(host).isEmpty()) {
            throw new UrlRefused(UrlRefusal.HOST);
        }
        return host;
    }

    private static String withoutBrackets(String host) {
        return host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
    }

    private boolean hasSamePartsAsUri(String text) {
        try {
            URI parsed = new URI(text);
            String query = parsed.getRawQuery() == null ? "" : "?" + parsed.getRawQuery();
            return scheme.equals(parsed.getScheme())
                    && host.equals(withoutBrackets(String.valueOf(parsed.getHost())))
                    && port == port(scheme, parsed.getPort() < 0 ? null : String.valueOf(parsed.getPort()))
                    && parsed.getRawUserInfo() == null
                    && parsed.getRawFragment() == null
                    && target.equals(parsed.getRawPath().isEmpty() ? "/" : parsed.getRawPath() + query);
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }

    /** The value of the {@code Host} header. */
    public String authority() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + (port == port(scheme, null) ? "" : ":" + port);
    }

    /** The host as an IP address, if it is one. Names are not resolved. */
    Optional<InetAddress> literal() {
        return literal(host);
    }

    private static Optional<InetAddress> literal(String host) {
        boolean ipv6 = host.indexOf(':') >= 0;
        if (!ipv6 && !IPV4.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByName(ipv6 ? "[" + host + "]" : host);
            return ipv6 && !(address instanceof Inet6Address) ? Optional.empty() : Optional.of(address);
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}
