package org.acme.session;

/**
 * What a login yields (RFC 6749, section 5.1).
 *
 * @param expiresIn seconds
 */
public record TokenView(String accessToken, String tokenType, long expiresIn) {}
