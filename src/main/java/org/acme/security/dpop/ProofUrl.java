package org.acme.security.dpop;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares {@code htu} with the URL of a request (RFC 9449, section 4.3): without query and fragment, after
 * normalization by syntax and scheme (RFC 3986, sections 6.2.2 and 6.2.3).
 */
final class ProofUrl {

    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]");

    private ProofUrl() {}

    /** @param expected a normalized URL without query */
    static boolean matches(String expected, String htu) {
        return expected.equals(htu) || !hasEmptySegment(htu) && expected.equals(normalized(htu));
    }

    /** Java would remove it, although it is part of the path. */
    private static boolean hasEmptySegment(String text) {
        return text.lastIndexOf("//") > text.indexOf("://") + 1;
    }

    private static @Nullable String normalized(String text) {
        try {
            URI uri = new URI(ESCAPE.matcher(text).replaceAll(ProofUrl::normalized)).normalize();
            if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
                return null;
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port(scheme, uri.getPort()) + path;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static String port(String scheme, int port) {
        int usual = "https".equals(scheme) ? 443 : 80;
        return port == -1 || port == usual ? "" : ":" + port;
    }

    private static String normalized(MatchResult escape) {
        String character = String.valueOf((char) Integer.parseInt(escape.group(1), 16));
        return UNRESERVED.matcher(character).matches()
                ? character
                : escape.group().toUpperCase(Locale.ROOT);
    }
}
