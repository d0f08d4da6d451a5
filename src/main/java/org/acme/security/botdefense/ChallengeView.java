package org.acme.security.botdefense;

/** A challenge as ALTCHA's widget takes it: find the number whose hash with the salt is the challenge. */
public record ChallengeView(String algorithm, String challenge, long maxnumber, String salt, String signature) {}
