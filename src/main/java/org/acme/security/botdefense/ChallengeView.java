package org.acme.security.botdefense;

/** A challenge for the ALTCHA widget: find the number whose hash with the salt equals the challenge. */
public record ChallengeView(String algorithm, String challenge, long maxnumber, String salt, String signature) {}
